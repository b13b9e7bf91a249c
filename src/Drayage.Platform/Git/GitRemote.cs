namespace Drayage.Platform.Git;

/// <summary>A configured remote.</summary>
/// <param name="Name">For example <c>origin</c>.</param>
/// <param name="Url">The address to fetch from, without user name and password.</param>
/// <param name="Address">Host, owner and name, when the address has that shape.</param>
public sealed record GitRemote(string Name, string Url, RemoteAddress? Address);
