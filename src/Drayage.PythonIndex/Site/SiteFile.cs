using System.Text.RegularExpressions;
using Drayage.Ecosystems.GitHub;
using Drayage.Ecosystems.Python.Distributions;
using Drayage.Model.Versions;
using Drayage.PythonIndex.Pages;

namespace Drayage.PythonIndex.Site;

/// <summary>What is known of a release's file, kept beside the site so that it is fetched once.</summary>
internal sealed partial record SiteFile
{
    /// <summary><c>owner/name</c></summary>
    public required string Repository { get; init; }

    public required string Tag { get; init; }

    /// <summary>The release on the web site.</summary>
    public required string Page { get; init; }

    /// <summary>GitHub's number of the file.</summary>
    public required long Id { get; init; }

    public required string Name { get; init; }

    public required string Url { get; init; }

    public required long Size { get; init; }

    /// <summary>SHA-256 of the bytes, hexadecimal.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The project's name as the metadata spells it; null for a file that turned out to be no distribution.</summary>
    public string? Project { get; init; }

    /// <inheritdoc cref="IndexedFile.RequiresPython"/>
    public string? RequiresPython { get; init; }

    /// <summary>What the project is about, in one line.</summary>
    public string? Summary { get; init; }

    /// <inheritdoc cref="IndexedFile.MetadataSha256"/>
    public string? MetadataSha256 { get; init; }

    /// <summary>GitHub's number of the file with the metadata; null where there is none.</summary>
    public long? MetadataId { get; init; }

    public DateTimeOffset? Published { get; init; }

    /// <inheritdoc cref="IndexedFile.Yanked"/>
    public string? Yanked { get; init; }

    /// <summary>Whether its release is gone.</summary>
    public bool IsWithdrawn { get; init; }

    /// <summary>Whether it is about this very file, so that it need not be fetched again.</summary>
    public bool IsOf(PublishedFile file, PublishedFile? metadata) =>
        Id == file.Id && Name == file.Name && Size == file.Size && (file.Digest is null || file.Digest.Hex == Sha256) && MetadataId == metadata?.Id;

    /// <summary>With what may change while the file stays.</summary>
    public SiteFile In(PublishedRelease release, PublishedFile file) =>
        this with { Tag = release.Tag, Page = release.Page.AbsoluteUri, Url = file.Address.AbsoluteUri, Published = release.Published, Yanked = YankOf(release.Title), IsWithdrawn = false };

    /// <summary>Of a release that is gone: whoever pinned its version learns why it cannot be had.</summary>
    public SiteFile Withdrawn() => this with { Yanked = $"withdrawn: release {Tag} is gone", IsWithdrawn = true };

    public IndexedFile ToIndexed() => new()
    {
        Name = Name,
        Version = DistributionName.TryParse(Name, out var name) ? name.Version : Pep440Version.Parse("0"),
        Url = Url,
        Sha256 = Sha256,
        Size = Size,
        RequiresPython = RequiresPython,
        MetadataSha256 = IsWithdrawn ? null : MetadataSha256,
        Yanked = Yanked,
        Uploaded = Published,
    };

    private static string? YankOf(string title) => Mark().Match(title) is { Success: true } mark ? mark.Groups["reason"].Value.Trim() : null;

    /// <summary>In a release's title, as "keep a changelog" marks versions that had to be pulled; a reason may follow.</summary>
    [GeneratedRegex(@"\[yanked(:(?<reason>[^\]]*))?\]", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex Mark();
}
