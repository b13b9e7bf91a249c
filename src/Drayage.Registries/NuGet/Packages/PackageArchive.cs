using System.IO.Compression;
using Drayage.Registries.Storage;

namespace Drayage.Registries.NuGet.Packages;

/// <summary>Looks into a package: a zip file with one manifest at its root.</summary>
internal static class PackageArchive
{
    public const string SymbolsType = "SymbolsPackage";
    private const int LargestManifest = 4 * 1024 * 1024;
    private static readonly string[] SymbolFiles = [".pdb", ".nuspec", ".xml", ".psmdcp", ".rels", ".p7s"];

    /// <exception cref="NuGetRefusal">400: it is none.</exception>
    public static Task<PackageManifest> ReadAsync(string path, CancellationToken cancellationToken) =>
        InspectAsync(path, _ => { }, cancellationToken);

    /// <exception cref="NuGetRefusal">400: it is none, or holds other things than symbols.</exception>
    public static async Task<PackageManifest> ReadSymbolsAsync(string path, CancellationToken cancellationToken)
    {
        var manifest = await InspectAsync(path, CheckSymbols, cancellationToken);
        return manifest.PackageTypes.Contains(SymbolsType, StringComparer.OrdinalIgnoreCase)
            ? manifest
            : throw NuGetRefusal.BadRequest("The package is not a symbols package: its manifest does not name the package type SymbolsPackage.");
    }

    /// <summary>The manifest's own bytes.</summary>
    public static async Task<byte[]> ManifestBytesAsync(BlobStore blobs, Model.Digest package, CancellationToken cancellationToken)
    {
        await using var stream = blobs.OpenRead(package);
        await using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
        var entry = ManifestOf(archive);
        await using var content = await entry.OpenAsync(cancellationToken);
        var bytes = new byte[entry.Length];
        await content.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    private static async Task<PackageManifest> InspectAsync(string path, Action<ZipArchive> check, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            await using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            check(archive);
            var entry = ManifestOf(archive);
            if (entry.Length > LargestManifest)
                throw NuGetRefusal.BadRequest("The package manifest is too large.");
            await using var manifest = await entry.OpenAsync(cancellationToken);
            return await ManifestReader.ReadAsync(manifest, cancellationToken);
        }
        catch (Exception exception) when (exception is InvalidDataException or EndOfStreamException)
        {
            throw NuGetRefusal.BadRequest("The package is not a valid archive: Central Directory corrupt.");
        }
    }

    private static ZipArchiveEntry ManifestOf(ZipArchive archive) =>
        archive.Entries.Where(entry => IsManifest(entry.FullName)).ToArray() is [var only]
            ? only
            : throw NuGetRefusal.BadRequest("The package must contain exactly one .nuspec file at its root.");

    private static bool IsManifest(string name) =>
        name.EndsWith(".nuspec", StringComparison.OrdinalIgnoreCase) && !name.Contains('/', StringComparison.Ordinal);

    private static void CheckSymbols(ZipArchive archive)
    {
        var names = archive.Entries.Where(entry => !entry.FullName.EndsWith('/')).Select(entry => entry.FullName).ToArray();
        if (names.FirstOrDefault(name => !SymbolFiles.Contains(Path.GetExtension(name), StringComparer.OrdinalIgnoreCase)) is { } other)
            throw NuGetRefusal.BadRequest($"The symbols package contains a file that is not allowed there: {other}");
        if (!names.Any(name => name.EndsWith(".pdb", StringComparison.OrdinalIgnoreCase)))
            throw NuGetRefusal.BadRequest("The symbols package does not contain any symbol (.pdb) files.");
    }
}
