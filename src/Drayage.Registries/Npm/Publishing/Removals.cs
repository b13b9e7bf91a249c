using Drayage.Registries.Npm.Packages;

namespace Drayage.Registries.Npm.Publishing;

/// <summary>What unpublishing leaves: versions that are gone stay used up, and no dist-tag names them.</summary>
internal static class Removals
{
    public static PackageRecord Without(PackageRecord package, IReadOnlyCollection<string> versions, DateTimeOffset now)
    {
        if (versions.Count == 0)
            return package;
        var left = package.Versions.RemoveRange(versions);
        var tags = package.DistTags.RemoveRange(package.DistTags.Where(tag => versions.Contains(tag.Value)).Select(tag => tag.Key));
        if (!left.IsEmpty && !tags.ContainsKey(DistTagEndpoints.Latest))
            tags = tags.Add(DistTagEndpoints.Latest, left.MaxBy(version => version.Value.Published).Key);
        return package with
        {
            Versions = left,
            DistTags = tags,
            Unpublished = package.Unpublished.SetItems(versions.Select(version => KeyValuePair.Create(version, package.Versions[version].Published))),
            UnpublishedAt = left.IsEmpty ? now : package.UnpublishedAt,
        };
    }
}
