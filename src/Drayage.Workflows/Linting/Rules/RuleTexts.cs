using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Linting.Rules;

/// <summary>All texts below a node, keys left out.</summary>
internal static class RuleTexts
{
    public static IEnumerable<ScalarText> Of(YamlNode? node) => node switch
    {
        YamlNode.Scalar scalar => [scalar.Text],
        YamlNode.Sequence sequence => sequence.Items.SelectMany(Of),
        // What a description says is never evaluated.
        YamlNode.Mapping mapping => mapping.Entries.Where(entry => entry.Key.Value != "description").SelectMany(entry => Of(entry.Value)),
        _ => [],
    };
}
