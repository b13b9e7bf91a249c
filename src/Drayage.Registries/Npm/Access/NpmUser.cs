using Drayage.Registries.Npm.Packages;

namespace Drayage.Registries.Npm.Access;

/// <summary>Who sent a request.</summary>
/// <param name="Name">The account's name.</param>
/// <param name="OnlyPackage">The one package that a token of trusted publishing may publish, and nothing else; null for all.</param>
internal sealed record NpmUser(string Name, string? OnlyPackage = null)
{
    public bool Owns(PackageRecord package) => package.Owners.Contains(Name) || OnlyPackage == package.Name;
}
