using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Drayage.Model;

namespace Drayage.Pipeline.Configuration.Reading;

/// <summary>A YAML file that is one section: reading it, and the JSON schema of it.</summary>
public static class SettingsText
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 2, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <param name="text">The file's text.</param>
    /// <param name="path">For messages.</param>
    /// <param name="read">Reads the root and reports what is wrong with it.</param>
    /// <param name="begin">What to do about an empty file.</param>
    /// <param name="again">The command that tells whether the mistakes are mended.</param>
    /// <exception cref="ReleaseException">With every mistake that was found, each at its place.</exception>
    public static T Read<T>(string text, string path, Func<ConfigNode, ConfigProblems, T?> read, string begin, string again)
        where T : class
    {
        var problems = new ConfigProblems();
        var root = YamlReader.Read(text, path, again) ?? throw new ReleaseException(ExitCode.Usage, $"{path} is empty", null, begin);
        var settings = read(root, problems);
        if (problems.Any)
            throw Refuse(path, problems.All, again);
        return settings!;
    }

    /// <summary>The schema's text, for editors (JSON Schema 2020-12).</summary>
    public static string Schema(JsonObject section, string title)
    {
        section.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        section.Insert(1, "title", title);
        return section.ToJsonString(Indented) + "\n";
    }

    private static ReleaseException Refuse(string path, ImmutableArray<ConfigProblem> problems, string again)
    {
        var first = problems[0];
        var lines = problems.Select(p => $"{p.At}: {p.Message}{(p.Hint is null ? "" : $" ({p.Hint})")}");
        return problems.Length == 1
            ? new ReleaseException(ExitCode.Usage, $"{path}: {first.Message}", first.At.ToString(), first.Hint) { At = first.At }
            : new ReleaseException(ExitCode.Usage, $"{path} has {problems.Length} mistakes", string.Join('\n', lines), $"correct them and run: {again}") { At = first.At };
    }
}
