using System.Collections.Immutable;
using Drayage.Formats.Toml;

namespace Drayage.Ecosystems.Cargo.Detection;

/// <summary>A library or binary that cargo builds of a package.</summary>
/// <param name="Kinds">As in <c>cargo metadata</c>: <c>bin</c>, or the library's crate types (<c>lib</c>, <c>cdylib</c>, <c>proc-macro</c> …).</param>
/// <param name="Declaration">Its table in the manifest; null for one found by its place.</param>
internal sealed record CargoTarget(string Name, ImmutableArray<string> Kinds, TomlTable? Declaration)
{
    public static readonly ImmutableArray<string> Bin = ["bin"];

    public bool IsBinary => Kinds is ["bin"];

    /// <summary>Features without which cargo passes the target over.</summary>
    public IEnumerable<string> RequiredFeatures => Declaration?.GetStrings("required-features").Select(feature => feature.Value) ?? [];
}
