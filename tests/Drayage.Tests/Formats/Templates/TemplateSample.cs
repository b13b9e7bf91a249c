using System.Text.Json;
using System.Text.Json.Nodes;
using Drayage.Formats.Templates;
using Drayage.Model;

namespace Drayage.Tests.Formats.Templates;

/// <summary>The variables of the tests, the same for us and for Jinja2.</summary>
internal static class TemplateSample
{
    public const string Json = """
        {
          "version": "1.2.3", "major": 1, "minor": 2, "os": "linux", "arch": "x86_64", "flag": true, "off": false,
          "empty": "", "nothing": null, "half": 0.5, "text": "Hello, wide World", "unicode": "héllo 😀 ö",
          "list": [3, 1, 2], "names": ["b", "a", "C"], "none_left": [], "nested": [[1, "x"], [2, "y"]],
          "map": {"k": "v", "n": {"x": 1}, "items": "shadow", "two words": 2},
          "combos": [{"cuda": "12.4", "python": ["3.10", "3.11"], "default": true}, {"cuda": "11.8", "python": [], "default": false}]
        }
        """;

    public static TemplateVariables Variables { get; } = TemplateVariables.Of(
        JsonNode.Parse(Json)!.AsObject().Select(entry => KeyValuePair.Create(entry.Key, Convert(entry.Value))));

    public static string Render(string text, TemplateOptions? options = null) =>
        Template.Parse(text, new SourceLocation("t.txt", 1, 1), options).Render(Variables);

    private static TemplateValue Convert(JsonNode? node) => node switch
    {
        null => TemplateValue.Null,
        JsonArray array => TemplateValue.ListOf(array.Select(Convert)),
        JsonObject table => TemplateValue.MappingOf(table.Select(entry => KeyValuePair.Create(entry.Key, Convert(entry.Value))).ToArray()),
        _ => node.GetValueKind() switch
        {
            JsonValueKind.String => node.GetValue<string>(),
            JsonValueKind.Number when node.ToJsonString().Contains('.') => new TemplateValue.Number(node.GetValue<double>()),
            JsonValueKind.Number => node.GetValue<long>(),
            var kind => kind == JsonValueKind.True,
        },
    };
}
