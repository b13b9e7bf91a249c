using Drayage.Model;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Planning.Locators;

namespace Drayage.Pipeline.Planning;

/// <summary>Reads the version of a line where its configuration says that it stands.</summary>
internal sealed class VersionReading(PlanRequest request, TagHistory history)
{
    public ReadVersion Of(string line, VersionSource source, ResolvedComponent[] members) => source switch
    {
        VersionSource.GitTag => FromTags(line),
        VersionSource.File file => FromFile(file),
        _ => FromManifests(members) ?? FromTags(line),
    };

    private ReadVersion FromFile(VersionSource.File file)
    {
        var found = VersionLocators.Read(request.Tree, file);
        return new ReadVersion(Parse(found.Text, found.At), found.At.ToString(), NotTaggable: null);
    }

    private static ReadVersion? FromManifests(ResolvedComponent[] members)
    {
        var first = ManifestVersion.Canonical(members.Where(m => m.Settings.Spelling is null).Select(m => m.Package).OfType<Package>());
        return first?.Version is { Text: { } text, Location: { } at }
            ? new ReadVersion(Parse(text, at, first.Ecosystem), at.ToString(), NotTaggable: null)
            : null;
    }

    private ReadVersion FromTags(string line)
    {
        if (history.At(line, request.Tag, request.Source.Commit) is { } here)
            return new ReadVersion(here.Version, $"tag {here.Tag}", NotTaggable: null, IsFromTags: true);
        var next = history.NextDevelopmentVersion(line);
        return new ReadVersion(next, "the tags", $"the version comes from a tag and commit {request.Source.Commit[..12]} has none", IsFromTags: true);
    }

    private static ReleaseVersion Parse(string text, SourceLocation at, string? ecosystem = null)
    {
        return ManifestVersion.Read(text, ecosystem) ?? throw new ReleaseException(
            ExitCode.Usage,
            $"'{text}' is no version",
            at.ToString(),
            "write a version such as 1.2.0 or 1.2.0-rc.1");
    }
}

/// <summary>The version of a line.</summary>
/// <param name="Place">Where it stands, for messages.</param>
/// <param name="NotTaggable">Why no tag can have it; null where one can.</param>
/// <param name="IsFromTags">Whether no file says it.</param>
internal sealed record ReadVersion(ReleaseVersion Version, string Place, string? NotTaggable, bool IsFromTags = false);
