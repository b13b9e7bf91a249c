namespace Drayage.Platform.Archives;

/// <summary>Numeric owner of an entry. Names are never written: they mean something else on every machine.</summary>
public sealed record ArchiveOwner(int UserId, int GroupId)
{
    public static ArchiveOwner Root { get; } = new(0, 0);
}
