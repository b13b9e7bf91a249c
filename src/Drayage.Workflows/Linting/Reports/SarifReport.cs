using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Drayage.Workflows.Linting.Reports;

/// <summary>Findings as SARIF 2.1.0 (OASIS), which code scanning reads.</summary>
public static class SarifReport
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";
    private const string Home = "https://github.com/drayage/drayage";

    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="version">Of this program.</param>
    public static string Write(LintReport report, string version)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Readable))
        {
            writer.WriteStartObject();
            writer.WriteString("$schema", Schema);
            writer.WriteString("version", "2.1.0");
            writer.WriteStartArray("runs");
            writer.WriteStartObject();
            WriteTool(writer, version);
            // Columns count UTF-16 code units, as places do here.
            writer.WriteString("columnKind", "utf16CodeUnits");
            writer.WriteStartArray("results");
            foreach (var finding in report.Findings)
                WriteResult(writer, finding, isSuppressed: false, reason: null);
            foreach (var (finding, reason) in report.Suppressed)
                WriteResult(writer, finding, isSuppressed: true, reason);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void WriteTool(Utf8JsonWriter writer, string version)
    {
        writer.WriteStartObject("tool");
        writer.WriteStartObject("driver");
        writer.WriteString("name", "drayage");
        writer.WriteString("version", version);
        writer.WriteString("informationUri", Home);
        writer.WriteStartArray("rules");
        foreach (var rule in RuleInfo.All)
        {
            writer.WriteStartObject();
            writer.WriteString("id", rule.Id);
            WriteText(writer, "shortDescription", rule.Title);
            writer.WriteString("helpUri", $"{Home}/blob/main/docs/lint/{rule.Id}.md");
            writer.WriteStartObject("defaultConfiguration");
            writer.WriteString("level", Level(rule.Severity));
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static void WriteResult(Utf8JsonWriter writer, Finding finding, bool isSuppressed, string? reason)
    {
        writer.WriteStartObject();
        writer.WriteString("ruleId", finding.Rule);
        writer.WriteNumber("ruleIndex", RuleIndex(finding.Rule));
        writer.WriteString("level", Level(finding.Severity));
        var lines = new[] { finding.Message, finding.Because is { } because ? $"because: {because}" : null, finding.Hint is { } hint ? $"hint: {hint}" : null };
        WriteText(writer, "message", string.Join('\n', lines.OfType<string>()));
        WriteLocation(writer, finding);
        if (isSuppressed)
        {
            writer.WriteStartArray("suppressions");
            writer.WriteStartObject();
            writer.WriteString("kind", "inSource");
            if (reason is not null)
                writer.WriteString("justification", reason);
            writer.WriteEndObject();
            writer.WriteEndArray();
        }

        writer.WriteEndObject();
    }

    private static void WriteLocation(Utf8JsonWriter writer, Finding finding)
    {
        writer.WriteStartArray("locations");
        writer.WriteStartObject();
        writer.WriteStartObject("physicalLocation");
        writer.WriteStartObject("artifactLocation");
        writer.WriteString("uri", string.Join('/', finding.Source.Path.Split('/').Select(Uri.EscapeDataString)));
        writer.WriteEndObject();
        if (finding.Source.Text.Length > 0)
        {
            var end = finding.Source.Place(finding.Place.End, finding.Place.End);
            writer.WriteStartObject("region");
            writer.WriteNumber("startLine", finding.Place.Line);
            writer.WriteNumber("startColumn", finding.Place.Column);
            writer.WriteNumber("endLine", end.Line);
            writer.WriteNumber("endColumn", end.Column);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    private static int RuleIndex(string id)
    {
        for (var index = 0; index < RuleInfo.All.Length; index++)
        {
            if (RuleInfo.All[index].Id == id)
                return index;
        }

        return -1;
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string text)
    {
        writer.WriteStartObject(name);
        writer.WriteString("text", text);
        writer.WriteEndObject();
    }

    private static string Level(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "note",
    };
}
