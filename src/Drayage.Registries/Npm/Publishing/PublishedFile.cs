using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Drayage.Platform.Archives;
using Drayage.Platform.Archives.Tar;

namespace Drayage.Registries.Npm.Publishing;

/// <summary>The tarball of a publishing, hashed.</summary>
internal sealed record PublishedFile(byte[] Content)
{
    /// <summary>Unpacked; what grows beyond it is made to.</summary>
    private const long LargestUnpacked = 4L * 1024 * 1024 * 1024;

    private const int LargestManifest = 16 * 1024 * 1024;

    /// <summary>Lower-case hexadecimal.</summary>
    public string Sha1 { get; } = Convert.ToHexStringLower(SHA1.HashData(Content));

    public string Integrity { get; } = $"sha512-{Convert.ToBase64String(SHA512.HashData(Content))}";

    /// <summary>Lower-case hexadecimal.</summary>
    public string Sha512 { get; } = Convert.ToHexStringLower(SHA512.HashData(Content));

    /// <summary>Looks into the tarball, which must say of itself what the publishing says of it.</summary>
    /// <exception cref="NpmRefusal">400.</exception>
    public async Task CheckAsync(string name, string version, CancellationToken cancellationToken)
    {
        try
        {
            await using var gzip = new GZipStream(new MemoryStream(Content, writable: false), CompressionMode.Decompress);
            await using var limited = new LimitedReadStream(gzip, LargestUnpacked);
            var tar = new TarScanner(limited);
            while (await tar.NextAsync(cancellationToken) is { } member)
            {
                if (member.Name.Split('/') is not [_, "package.json"])
                    continue;
                await CheckManifestAsync(new TarContentStream(tar, member), member.Size, name, version, cancellationToken);
                return;
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException or FormatException or JsonException)
        {
            throw NpmRefusal.BadRequest($"the tarball cannot be read: {broken.Message}");
        }

        throw NpmRefusal.BadRequest("the tarball holds no package.json");
    }

    private static async Task CheckManifestAsync(Stream content, long size, string name, string version, CancellationToken cancellationToken)
    {
        if (size > LargestManifest)
            throw NpmRefusal.BadRequest("the tarball's package.json is too large");
        var text = new byte[size];
        await content.ReadExactlyAsync(text, cancellationToken);
        using var manifest = JsonDocument.Parse(text);
        var (own, number) = (manifest.RootElement.GetProperty("name").GetString(), manifest.RootElement.GetProperty("version").GetString());
        if (own != name || number != version)
            throw NpmRefusal.BadRequest($"the tarball's package.json is of {own}@{number}, and {name}@{version} is published");
    }
}
