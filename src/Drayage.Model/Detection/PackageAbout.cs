namespace Drayage.Model.Detection;

/// <summary>What a manifest tells people of its package, as spelt there; null where it says nothing.</summary>
/// <param name="Description">One sentence or a few.</param>
/// <param name="Licence">An SPDX expression, or what the manifest has in its place.</param>
/// <param name="Homepage">An address.</param>
public sealed record PackageAbout(string? Description, string? Licence, string? Homepage)
{
    public static PackageAbout Nothing { get; } = new(null, null, null);
}
