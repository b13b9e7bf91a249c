using System.Text.RegularExpressions;
using Drayage.Workflows.Expressions;
using Drayage.Workflows.Reading;

namespace Drayage.Workflows.Resolution;

/// <summary>YAML values as expressions see them: plain texts may be numbers, booleans or null (YAML 1.2.2, core schema).</summary>
internal static partial class YamlValues
{
    public static ExpressionValue Of(YamlNode node, ExpressionScope scope) => node switch
    {
        YamlNode.Sequence sequence => new ExpressionValue.List([.. sequence.Items.Select(item => Of(item, scope))]),
        YamlNode.Mapping mapping => new ExpressionValue.Map([.. mapping.Entries.Select(entry => KeyValuePair.Create(entry.Key.Value, Of(entry.Value, scope)))]),
        YamlNode.Scalar { Text: { Style: TextStyle.Plain } plain } => Plain(plain.Value, scope),
        YamlNode.Scalar { Text: var text } => scope.Evaluate(text.Value),
        _ => ExpressionValue.Nothing,
    };

    private static ExpressionValue Plain(string text, ExpressionScope scope) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ExpressionValue.Nothing,
        "true" or "True" or "TRUE" => ExpressionValue.True,
        "false" or "False" or "FALSE" => ExpressionValue.False,
        _ when NumberPattern().IsMatch(text) && ExpressionScanner.Parse(text) is { } number => new ExpressionValue.Number(number),
        _ => scope.Evaluate(text),
    };

    [GeneratedRegex(@"^([-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?|0x[0-9a-fA-F]+|0o[0-7]+)$", RegexOptions.ExplicitCapture)]
    private static partial Regex NumberPattern();
}
