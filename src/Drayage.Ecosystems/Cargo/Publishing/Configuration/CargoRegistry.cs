namespace Drayage.Ecosystems.Cargo.Publishing.Configuration;

/// <summary>How registries are named and addressed (doc.rust-lang.org/cargo/reference/registries.html).</summary>
internal static class CargoRegistry
{
    /// <summary>The name of crates.io, which needs no configuration.</summary>
    public const string CratesIo = "crates-io";

    /// <summary>How manifests name crates.io's index when they are published to another registry.</summary>
    public const string CratesIoGitIndex = "https://github.com/rust-lang/crates.io-index";

    private const string Sparse = "sparse+";

    public static Uri CratesIoIndex { get; } = new("https://index.crates.io/");

    /// <exception cref="FormatException">It is no sparse index.</exception>
    public static Uri ParseIndex(string text)
    {
        if (!text.StartsWith(Sparse, StringComparison.Ordinal))
            throw new FormatException($"'{text}' is no sparse index: its address begins with {Sparse}https://. Indexes in git repositories cannot be asked for one crate");
        if (!Uri.TryCreate(text[Sparse.Length..], UriKind.Absolute, out var uri) || (uri.Scheme != Uri.UriSchemeHttps && uri.Scheme != Uri.UriSchemeHttp))
            throw new FormatException($"'{text}' is no address ({Sparse}https://host/path/)");
        if (uri.UserInfo.Length > 0)
            throw new FormatException("the address holds a user or a password; name the token by 'token'");
        return uri.AbsolutePath.EndsWith('/') ? uri : new UriBuilder(uri) { Path = uri.AbsolutePath + "/" }.Uri;
    }

    /// <summary>The address as cargo writes it.</summary>
    public static string Spell(Uri index) => Sparse + index.AbsoluteUri;

    /// <summary><c>CARGO_REGISTRIES_NAME_WHAT</c>.</summary>
    public static string Variable(string registry, string what) => $"CARGO_REGISTRIES_{registry.Replace('-', '_').ToUpperInvariant()}_{what}";
}
