using System.Text.Json.Nodes;
using Drayage.Formats.Templates;
using Drayage.Model;
using Drayage.Testing;
using Xunit;

namespace Drayage.Tests.Formats.Templates;

/// <summary>Jinja2 itself must give the same text, or refuse as we do, and find the same free variables.</summary>
public sealed class TemplateOracleTests
{
    private const string Script = """
        import sys, json, jinja2, jinja2.meta
        request = json.load(sys.stdin)
        answers = []
        for case in request["cases"]:
            options = case["options"]
            env = jinja2.Environment(undefined=jinja2.StrictUndefined, trim_blocks=options[0], lstrip_blocks=options[1], keep_trailing_newline=options[2])
            answer = {"text": None, "variables": None, "error": None}
            try:
                answer["variables"] = sorted(jinja2.meta.find_undeclared_variables(env.parse(case["text"])))
                answer["text"] = env.from_string(case["text"]).render(request["variables"])
            except Exception as e:
                answer["error"] = repr(e)
            answers.append(answer)
        json.dump(answers, sys.stdout)
        """;

    private static readonly (bool Trim, bool Lstrip, bool Keep)[] AllOptions =
        [.. Enumerable.Range(0, 8).Select(bits => ((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0))];

    [Fact]
    public Task Expressions_agree() =>
        Agree([.. TemplateCases.Expressions.Select(expression => ($"[{{{{ {expression} }}}}]", AllOptions[0]))]);

    [Fact]
    public Task Templates_agree_under_every_option() =>
        Agree([.. TemplateCases.Templates.SelectMany(text => AllOptions.Select(options => (text, options)))]);

    [Fact]
    public Task Generated_expressions_agree() =>
        Agree([.. Enumerable.Range(0, 4000).Select(seed => ($"{{{{ {new RandomTemplate(seed).Expression(4)} }}}}", AllOptions[0]))]);

    [Fact]
    public Task Generated_templates_agree() =>
        Agree([.. Enumerable.Range(0, 3000).Select(seed => (new RandomTemplate(seed).Template(), AllOptions[seed % 8]))]);

    private static async Task Agree(IReadOnlyList<(string Text, (bool Trim, bool Lstrip, bool Keep) Options)> cases)
    {
        var request = new JsonObject
        {
            ["variables"] = JsonNode.Parse(TemplateSample.Json),
            ["cases"] = new JsonArray([.. cases.Select(item => new JsonObject
            {
                ["text"] = item.Text,
                ["options"] = new JsonArray(item.Options.Trim, item.Options.Lstrip, item.Options.Keep),
            })]),
        };
        var result = (await Peer.Require("/usr/bin/python3").RunAsync(["-c", Script], request.ToJsonString())).Succeeded();
        var answers = JsonNode.Parse(result.Output)!.AsArray();
        var differences = cases.Zip(answers, Difference).Where(difference => difference is not null).ToArray();
        Assert.True(differences.Length == 0, $"{differences.Length} of {cases.Count} differ\n{string.Join("\n\n", differences.Take(40))}");
    }

    private static string? Difference((string Text, (bool Trim, bool Lstrip, bool Keep) Options) item, JsonNode? answer)
    {
        var options = new TemplateOptions { TrimBlocks = item.Options.Trim, LstripBlocks = item.Options.Lstrip, KeepTrailingNewline = item.Options.Keep };
        string? text = null;
        string? refusal = null;
        try
        {
            var template = Template.Parse(item.Text, new SourceLocation("t.txt", 1, 1), options);
            if (answer!["variables"] is JsonArray names && !AgreeOnVariables(item.Text, [.. names.Select(name => (string)name!)], template))
                return $"{item.Text}\njinja: {names.ToJsonString()}\nours:  {string.Join(", ", template.Variables)}";
            text = template.Render(TemplateSample.Variables);
        }
        catch (ReleaseException e)
        {
            refusal = e.Because;
        }
        // Jinja2 prints a list with something undefined in it; a release had better not.
        var isStricter = text is null && answer!["text"]?.ToString().Contains("Undefined", StringComparison.OrdinalIgnoreCase) == true;
        return isStricter || text == (string?)answer!["text"]
            ? null
            : $"{item.Text} {item.Options}\njinja: {answer["text"]?.ToJsonString()} {answer["error"]}\nours:  {text} {refusal}";
    }

    /// <summary>Jinja2 looks at whole blocks, we at the way to each use: names that the template itself sets may differ.</summary>
    private static bool AgreeOnVariables(string text, string[] theirs, Template template)
    {
        var ours = template.Variables.Select(variable => variable.Name).ToArray();
        return ours.Union(theirs).Except(ours.Intersect(theirs)).All(name => text.Contains($"set {name} ", StringComparison.Ordinal));
    }
}
