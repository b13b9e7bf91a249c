using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Drayage.Workflows.Linting.Rules.Scripts;

/// <summary>A call of GitHub's API asks for packages of a type that GitHub does not have.</summary>
internal sealed partial class PackageTypeRule : LintRule
{
    private static readonly FrozenSet<string> Types = new[] { "npm", "maven", "rubygems", "docker", "nuget", "container" }.ToFrozenSet();

    public override string Id => "no-such-package-type";

    public override Severity Severity => Severity.Error;

    public override string Title => "GitHub has no packages of this type";

    public override bool ReadsFragments => true;

    public override IEnumerable<Finding> Check(LintTarget target) =>
        from pair in target.Acts
        from call in pair.Step.Calls
        where call.Tool is "curl" or "gh" or "wget" or "http"
        from word in call.Arguments
        let match = PathPattern().Match(word.ToString())
        where match.Success && !Types.Contains(match.Groups["type"].Value)
        select Found(
            pair.Step.Source,
            pair.Step.PlaceOf(word.Span),
            $"GitHub Packages has no type '{match.Groups["type"].Value}'",
            $"the API knows {string.Join(", ", Types.Order(StringComparer.Ordinal))}, and answers 400 or 404 to others",
            match.Groups["type"].Value is "pypi" or "python" ? "GitHub has no index for Python: publish to PyPI, to a release, or as an artifact to ghcr.io" : null);

    [GeneratedRegex(@"(api\.github\.com/|^/?)(users|orgs|user)/([^/\s]+/)?packages(/|\?package_type=)(?<type>[a-z]+)([/?&]|$)", RegexOptions.ExplicitCapture)]
    private static partial Regex PathPattern();
}
