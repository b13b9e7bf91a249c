using System.Collections.Immutable;
using Drayage.Formats.Toml;
using Drayage.Model;

namespace Drayage.Ecosystems.Cargo.Locking;

/// <summary>One <c>[[package]]</c> of a <c>Cargo.lock</c>.</summary>
/// <param name="IsOwn">True for a crate of the repository.</param>
/// <param name="Dependencies">Each <c>name</c>, <c>name version</c> or <c>name version (source)</c>.</param>
internal sealed record LockedCrate(string Name, string Version, bool IsOwn, ImmutableArray<TomlString> Dependencies, SourceLocation At)
{
    /// <returns>Null for a table that is no entry.</returns>
    public static LockedCrate? Of(TomlTable entry) =>
        entry.GetString("name") is { } name && entry.GetString("version") is { } version
            ? new LockedCrate(name.Value, version.Value, !entry.Contains("source"), entry.GetStrings("dependencies"), version.At)
            : null;
}
