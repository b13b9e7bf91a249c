using System.Collections.Immutable;
using Drayage.Model;

namespace Drayage.Ecosystems.Helm.Building;

/// <summary>
/// The rules of a <c>.helmignore</c> as Helm reads them. They differ from git's: no <c>**</c>; a pattern with a slash is
/// matched against the whole path from the chart's root; a negated rule ignores everything that it does not match.
/// </summary>
internal sealed class HelmIgnore
{
    public const string FileName = ".helmignore";

    // Helm's own: hidden files among the templates.
    private const string BuiltIn = "templates/.?*";

    private readonly ImmutableArray<Rule> rules;

    private HelmIgnore(ImmutableArray<Rule> rules) => this.rules = rules;

    /// <param name="text">The file's text; empty where there is none.</param>
    /// <param name="path">For messages.</param>
    /// <exception cref="ReleaseException">A rule that Helm refuses too.</exception>
    public static HelmIgnore Parse(string text, string path)
    {
        var parsed = ImmutableArray.CreateBuilder<Rule>();
        var number = 0;
        foreach (var line in text.TrimStart('\uFEFF').Split('\n'))
        {
            number++;
            var rule = line.Trim();
            if (rule.Length == 0 || rule[0] == '#')
                continue;
            if (rule.Contains("**", StringComparison.Ordinal))
            {
                throw new ReleaseException(
                    ExitCode.Usage,
                    $"the rule {rule} is not one that Helm accepts",
                    $"{path}:{number}:1: .helmignore knows no double star",
                    "name the directory, such as `docs/`");
            }

            parsed.Add(Rule.Parse(rule));
        }

        parsed.Add(Rule.Parse(BuiltIn));
        return new HelmIgnore(parsed.DrainToImmutable());
    }

    /// <param name="path">A file's path from the chart's root. Helm leaves out whole directories, so each of its directories is asked first.</param>
    public bool Ignores(string path)
    {
        for (var slash = path.IndexOf('/'); slash >= 0; slash = path.IndexOf('/', slash + 1))
        {
            if (Ignores(path[..slash], isDirectory: true))
                return true;
        }

        return Ignores(path, isDirectory: false);
    }

    private bool Ignores(string path, bool isDirectory)
    {
        foreach (var rule in rules)
        {
            var matches = rule.Matches(path);
            if (rule.IsNegated ? (rule.IsDirectory && !isDirectory) || !matches : matches && (!rule.IsDirectory || isDirectory))
                return true;
        }

        return false;
    }

    private sealed record Rule(string Pattern, bool IsNegated, bool IsDirectory, bool IsWholePath)
    {
        public static Rule Parse(string text)
        {
            var isNegated = text[0] == '!';
            var pattern = isNegated ? text[1..] : text;
            var isDirectory = pattern.EndsWith('/');
            pattern = isDirectory ? pattern[..^1] : pattern;
            return new Rule(pattern.StartsWith('/') ? pattern[1..] : pattern, isNegated, isDirectory, pattern.Contains('/'));
        }

        public bool Matches(string path) => PathMatch.Matches(Pattern, IsWholePath ? path : path[(path.LastIndexOf('/') + 1)..]);
    }
}
