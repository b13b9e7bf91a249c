namespace Drayage.Ecosystems.DotNet.Publishing.Configuration;

/// <summary>A package source that NuGet's configuration names.</summary>
/// <param name="Address">Of a feed, or the path of a folder.</param>
/// <param name="File">Absolute path of the file that names it.</param>
internal sealed record NuGetSource(string Name, string Address, bool IsEnabled, string File)
{
    /// <summary>The address of its service index; null for folders and whatever else has none.</summary>
    public Uri? ServiceIndex =>
        Uri.TryCreate(Address, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttps || uri.Scheme == Uri.UriSchemeHttp) ? uri : null;
}

/// <summary>A login at a source.</summary>
internal sealed record NuGetLogin(string User, string Password)
{
    /// <summary>Leaves the password out.</summary>
    public override string ToString() => $"NuGetLogin {{ User = {User} }}";
}
