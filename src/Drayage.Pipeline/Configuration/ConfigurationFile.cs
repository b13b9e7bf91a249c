using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Drayage.Model;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Configuration.Reading;
using Drayage.Pipeline.Publishing;

namespace Drayage.Pipeline.Configuration;

/// <summary>Reads <c>drayage.yaml</c> and gives its JSON schema; both come from the same definitions.</summary>
public sealed class ConfigurationFile
{
    public const string Name = "drayage.yaml";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly ProjectSection project;

    public ConfigurationFile(ImmutableArray<IEcosystem> ecosystems, ImmutableArray<IDestinationKind> kinds) =>
        project = new ProjectSection(new ComponentSection(ecosystems), new DestinationSection(kinds));

    /// <summary>Reads and validates.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="path">For messages.</param>
    /// <exception cref="ReleaseException">With every mistake that was found, each at its place.</exception>
    public ProjectSettings Read(string text, string path)
    {
        var problems = new ConfigProblems();
        var root = YamlReader.Read(text, path) ?? throw new ReleaseException(
            ExitCode.Usage, $"{path} is empty", null, "write one from what the repository holds: drayage init --force");
        var settings = project.Read(root, problems);
        if (problems.Any)
            throw Refuse(path, problems.All);
        return settings!;
    }

    /// <summary>The JSON schema for editors (JSON Schema 2020-12).</summary>
    public string Schema()
    {
        var schema = project.Schema();
        schema.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.Insert(1, "title", $"{Name} of Drayage");
        return schema.ToJsonString(Indented) + "\n";
    }

    /// <summary>The reference page in Markdown, from the same definitions.</summary>
    public string ReferencePage() => Reference.ReferencePage.Write(project.Schema());

    private static ReleaseException Refuse(string path, ImmutableArray<ConfigProblem> problems)
    {
        var first = problems[0];
        var lines = problems.Select(p => $"{p.At}: {p.Message}{(p.Hint is null ? "" : $" ({p.Hint})")}");
        return problems.Length == 1
            ? new ReleaseException(ExitCode.Usage, $"{path}: {first.Message}", first.At.ToString(), first.Hint) { At = first.At }
            : new ReleaseException(ExitCode.Usage, $"{path} has {problems.Length} mistakes", string.Join('\n', lines), "correct them and run: drayage check config") { At = first.At };
    }
}
