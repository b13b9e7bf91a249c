namespace Drayage.Registries.Crates.Rules;

/// <summary>Where a crate stands in an index (doc.rust-lang.org/cargo/reference/registry-index.html#index-files).</summary>
internal static class IndexPath
{
    /// <returns>Without a slash at the beginning, in lower case.</returns>
    public static string Of(string crate)
    {
        var name = crate.ToLowerInvariant();
        return name.Length switch
        {
            1 => $"1/{name}",
            2 => $"2/{name}",
            3 => $"3/{name[..1]}/{name}",
            _ => $"{name[..2]}/{name[2..4]}/{name}",
        };
    }
}
