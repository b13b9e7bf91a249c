using System.Collections.Immutable;

namespace Drayage.Pipeline.Retention;

/// <summary>
/// In which order versions are removed: an index before its parts, since registries refuse to remove what an index still names, and what
/// is attached after what it is about. An index may be attached to one of its own parts; the first rule then holds and the second does not.
/// </summary>
internal sealed class RemovalOrder
{
    private readonly ImmutableArray<StoredVersion> versions;
    private readonly Dictionary<string, StoredVersion> byName;
    private readonly ILookup<string, StoredVersion> attached;
    private readonly Dictionary<string, int> indexes;
    private readonly HashSet<string> gone = new(StringComparer.Ordinal);
    private readonly Queue<StoredVersion> free = new();
    private readonly Queue<StoredVersion> attachments = new();

    private RemovalOrder(ImmutableArray<StoredVersion> removed)
    {
        versions = removed;
        byName = removed.ToDictionary(version => version.Name, StringComparer.Ordinal);
        attached = removed.Where(version => version.AttachedTo is not null).ToLookup(version => version.AttachedTo!, StringComparer.Ordinal);
        indexes = removed.SelectMany(version => version.Children.Distinct(StringComparer.Ordinal)).CountBy(child => child, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
    }

    /// <param name="removed">What goes; where both rules leave a choice, its order stays.</param>
    public static IEnumerable<StoredVersion> Of(ImmutableArray<StoredVersion> removed) => new RemovalOrder(removed).Run();

    private IEnumerable<StoredVersion> Run()
    {
        foreach (var version in versions)
            Free(version);
        while (free.TryDequeue(out var next) || attachments.TryDequeue(out next))
        {
            if (!gone.Add(next.Name))
                continue;
            yield return next;
            foreach (var child in next.Children.Distinct(StringComparer.Ordinal).Where(byName.ContainsKey))
            {
                indexes[child]--;
                Free(byName[child]);
            }

            foreach (var attachment in attached[next.Name])
                Free(attachment);
        }

        // A store that tells of indexes within each other tells lies, and still gets every request.
        foreach (var version in versions.Where(version => !gone.Contains(version.Name)))
            yield return version;
    }

    private void Free(StoredVersion version)
    {
        if (indexes.GetValueOrDefault(version.Name) == 0 && !gone.Contains(version.Name))
            (version.AttachedTo is { } subject && byName.ContainsKey(subject) && !gone.Contains(subject) ? attachments : free).Enqueue(version);
    }
}
