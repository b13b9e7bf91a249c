using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Drayage.Model.Detection;

namespace Drayage.Pipeline.Configuration.Init;

/// <summary>What the project tells people of itself, where its packages agree on it.</summary>
internal sealed partial class DraftAbout
{
    private readonly string[] licences;

    /// <param name="released">What the project would release.</param>
    public DraftAbout(ImmutableArray<Package> released, string project)
    {
        var ownName = released.Where(p => p.Name.Equals(project, StringComparison.OrdinalIgnoreCase)).ToArray();
        Description = Agreed(released, p => p.About.Description) ?? Agreed(ownName, p => p.About.Description);
        Homepage = Agreed(released, p => p.About.Homepage) is { } address && Uri.TryCreate(address, UriKind.Absolute, out _) ? address : null;
        licences = Distinct(released, p => p.About.Licence);
        Licence = licences is [var licence] && Expression().IsMatch(licence) ? licence : null;
    }

    public string? Description { get; }

    public string? Homepage { get; }

    public string? Licence { get; }

    public void Write(DraftText text)
    {
        if (Description is { } description)
            text.Key(0, "description", DraftText.Scalar(description));
        else
            text.Comment(0, "description: One sentence for package pages and image annotations.");
        if (Homepage is { } homepage)
            text.Key(0, "homepage", DraftText.Scalar(homepage));
        if (Licence is { } licence)
            text.Key(0, "licence", DraftText.Scalar(licence));
        else if (licences.Length > 0)
            text.Comment(0, $"licence: SPDX expression  # the packages say {string.Join(", ", licences)}");
        else
            text.Comment(0, "licence: SPDX expression, such as Apache-2.0  # no package says one");
    }

    private static string? Agreed(IEnumerable<Package> packages, Func<Package, string?> said) => Distinct(packages, said) is [var only] ? only : null;

    private static string[] Distinct(IEnumerable<Package> packages, Func<Package, string?> said) =>
        [.. packages.Select(said).OfType<string>().Select(text => Gaps().Replace(text, " ").Trim()).Where(text => text.Length > 0).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex(@"\s+")]
    private static partial Regex Gaps();

    // SPDX specification, annex D, without looking identifiers up.
    [GeneratedRegex(@"\A\(*[A-Za-z0-9.+-]+\)*( (AND|OR|WITH) \(*[A-Za-z0-9.+-]+\)*)*\z", RegexOptions.ExplicitCapture)]
    private static partial Regex Expression();
}
