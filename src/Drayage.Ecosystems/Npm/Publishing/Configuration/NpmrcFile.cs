using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Platform.Processes;

namespace Drayage.Ecosystems.Npm.Publishing.Configuration;

/// <summary>
/// One <c>.npmrc</c> (docs.npmjs.com, "npmrc"): lines <c>key = value</c>, comments from <c>;</c> or <c>#</c>, and
/// <c>${NAME}</c> for an environment variable, <c>${NAME?}</c> for one that may be missing. Unlike npm, which sends the text
/// <c>${NAME}</c> itself, an entry whose variable is missing counts as absent.
/// </summary>
internal sealed partial class NpmrcFile
{
    private NpmrcFile(ImmutableDictionary<string, string> entries) => Entries = entries;

    public static NpmrcFile Empty { get; } = new(ImmutableDictionary<string, string>.Empty);

    /// <summary>Of a key that stands twice the last value, as npm takes it.</summary>
    public ImmutableDictionary<string, string> Entries { get; }

    public static NpmrcFile Parse(string text, ProcessEnvironment environment)
    {
        var entries = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var line in text.TrimStart('\uFEFF').Split('\n').Select(line => line.Trim()))
        {
            var end = line.IndexOf('=', StringComparison.Ordinal);
            if (end <= 0 || line[0] is ';' or '#' or '[')
                continue;
            if (Expand(Unquote(line[..end].Trim()), environment) is { } key && Expand(Unquote(line[(end + 1)..].Trim()), environment) is { } value)
                entries[key] = value;
        }

        return new NpmrcFile(entries.ToImmutable());
    }

    /// <summary>Empty when there is no such file, or nobody may read it.</summary>
    public static async Task<NpmrcFile> ReadAsync(string? path, ProcessEnvironment environment, CancellationToken cancellationToken)
    {
        if (path is null || !File.Exists(path))
            return Empty;
        return Parse(await File.ReadAllTextAsync(path, cancellationToken), environment);
    }

    /// <summary>npm takes settings from variables too: <c>npm_config_registry</c>, in any case, and <c>npm_config_//host/:_authToken</c>.</summary>
    public static NpmrcFile OfVariables(ProcessEnvironment environment) => new(environment.Variables
        .Where(variable => variable.Value.Length > 0 && variable.Key.StartsWith(VariablePrefix, StringComparison.OrdinalIgnoreCase))
        .GroupBy(variable => KeyOf(variable.Key[VariablePrefix.Length..]), variable => variable.Value, StringComparer.Ordinal)
        .ToImmutableDictionary(entry => entry.Key, entry => entry.First(), StringComparer.Ordinal));

    private const string VariablePrefix = "npm_config_";

    private static string KeyOf(string name) => name.StartsWith("//", StringComparison.Ordinal) || name.StartsWith('@')
        ? name
        : name.ToLowerInvariant().Replace('_', '-');

    private static string Unquote(string text) => text switch
    {
        ['"', .. var inner, '"'] => inner,
        ['\'', .. var inner, '\''] => inner,
        // A comment may follow a value; in one that begins with a quote it would belong to it.
        _ when CommentStart().Match(text) is { Success: true } comment => text[..comment.Index].TrimEnd(),
        _ => text,
    };

    private static string? Expand(string text, ProcessEnvironment environment)
    {
        var isWhole = true;
        var expanded = Variable().Replace(text, match =>
        {
            var value = environment.Find(match.Groups["name"].Value);
            isWhole &= value is not null || match.Groups["optional"].Success;
            return value ?? "";
        });
        return isWhole ? expanded : null;
    }

    [GeneratedRegex(@"\$\{(?<name>[^}?]+)(?<optional>\?)?\}", RegexOptions.ExplicitCapture)]
    private static partial Regex Variable();

    [GeneratedRegex(@"(?<=\s)[;#]")]
    private static partial Regex CommentStart();
}
