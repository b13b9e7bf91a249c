namespace Drayage.Ecosystems.Cargo.Publishing.Index;

/// <summary>Where a crate stands in an index (doc.rust-lang.org/cargo/reference/registry-index.html#index-files).</summary>
internal static class IndexPath
{
    public static string Of(string crate)
    {
        var name = crate.ToLowerInvariant();
        return $"{PrefixOf(name)}/{name}";
    }

    /// <summary>The directories above the crate's file, spelt as the name is.</summary>
    public static string PrefixOf(string crate) => crate.Length switch
    {
        1 or 2 => $"{crate.Length}",
        3 => $"3/{crate[..1]}",
        _ => $"{crate[..2]}/{crate[2..4]}",
    };
}
