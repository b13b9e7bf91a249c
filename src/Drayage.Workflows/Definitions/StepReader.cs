using System.Collections.Immutable;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Definitions;

/// <summary>Reads lists of steps.</summary>
internal static class StepReader
{
    public static ImmutableArray<Step> Read(YamlNode? node) => node is YamlNode.Sequence sequence
        ? [.. sequence.Items.OfType<YamlNode.Mapping>().Select((item, index) => Read(item, index))]
        : [];

    private static Step Read(YamlNode.Mapping node, int index)
    {
        var uses = Nodes.Text(node["uses"]);
        return new Step
        {
            Index = index,
            Node = node,
            Id = Nodes.Text(node["id"]),
            Name = Nodes.Text(node["name"]),
            If = Nodes.Text(node["if"]),
            Uses = uses is null ? null : ActionReference.Parse(uses),
            With = Nodes.Settings(node["with"]),
            Run = Nodes.Text(node["run"]),
            Shell = Nodes.Text(node["shell"]),
            WorkingDirectory = Nodes.Text(node["working-directory"]),
            Env = Nodes.Settings(node["env"]),
            ContinueOnError = Nodes.Text(node["continue-on-error"]),
            TimeoutMinutes = Nodes.Text(node["timeout-minutes"]),
        };
    }
}
