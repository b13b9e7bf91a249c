using System.Collections.Immutable;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Archives.Tar;

namespace Drayage.Ecosystems.Npm.Publishing;

/// <summary>A packed npm package, as far as publishing must describe it.</summary>
internal sealed record PackageFile
{
    private const int LargestText = 16 * 1024 * 1024;

    public required JsonObject Manifest { get; init; }

    /// <summary>Name and text of the read-me file; null when there is none.</summary>
    public (string Name, string Text)? Readme { get; init; }

    /// <summary>Whether it holds a <c>binding.gyp</c>, which npm builds when it installs the package.</summary>
    public bool IsNative { get; init; }

    /// <summary>Lower-case hexadecimal, as the other hash.</summary>
    public required string Sha1 { get; init; }

    public required string Sha512 { get; init; }

    /// <summary>Bytes.</summary>
    public required long Size { get; init; }

    /// <summary>Looks into the tarball and hashes it.</summary>
    /// <exception cref="DeliveryException">It is no npm package.</exception>
    public static async Task<PackageFile> ReadAsync(string name, IContentSource content, CancellationToken cancellationToken)
    {
        var texts = await TextsAsync(name, content, cancellationToken);
        var manifest = texts.GetValueOrDefault(ManifestFile) ?? throw Refuse(name, $"it holds no {ManifestFile} in its top directory");
        await using var stream = content.Open(name);
        var (sha1, sha512) = await HashAsync(stream, cancellationToken);
        return new PackageFile
        {
            Manifest = ParseManifest(name, manifest),
            Readme = texts.Where(text => IsReadme(text.Key)).OrderBy(text => text.Key.Length).Select(text => ((string, string)?)(text.Key, Decode(text.Value))).FirstOrDefault(),
            IsNative = texts.ContainsKey(BindingFile),
            Sha1 = sha1,
            Sha512 = sha512,
            Size = content.SizeOf(name),
        };
    }

    /// <summary>SHA-512 of a tarball in lower-case hexadecimal.</summary>
    public static async Task<string> Sha512Async(string name, IContentSource content, CancellationToken cancellationToken)
    {
        await using var stream = content.Open(name);
        return Convert.ToHexStringLower(await SHA512.HashDataAsync(stream, cancellationToken));
    }

    private const string ManifestFile = "package.json";
    private const string BindingFile = "binding.gyp";

    private static async Task<Dictionary<string, byte[]>> TextsAsync(string name, IContentSource content, CancellationToken cancellationToken)
    {
        var texts = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        try
        {
            await using var stream = content.Open(name);
            await using var plain = new GZipStream(stream, CompressionMode.Decompress);
            var archive = new TarScanner(plain);
            while (await archive.NextAsync(cancellationToken) is { } member)
            {
                // npm takes the first directory of a path away, whatever its name.
                if (member.Type != TarMember.File || member.Name.Split('/') is not [_, var file] || !IsWanted(file))
                    continue;
                if (member.Size > LargestText)
                    throw Refuse(name, $"its {file} is longer than {LargestText:N0} bytes");
                using var text = new MemoryStream();
                await using var source = new TarContentStream(archive, member);
                await source.CopyToAsync(text, cancellationToken);
                texts[file] = text.ToArray();
            }
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
        {
            throw Refuse(name, broken.Message);
        }

        return texts;
    }

    private static bool IsWanted(string file) => file is ManifestFile or BindingFile || IsReadme(file);

    private static bool IsReadme(string file) => Path.GetFileNameWithoutExtension(file).Equals("readme", StringComparison.OrdinalIgnoreCase)
        && Path.GetExtension(file).ToLowerInvariant() is "" or ".md" or ".markdown";

    private static JsonObject ParseManifest(string name, byte[] content)
    {
        try
        {
            return JsonNode.Parse(Decode(content)) as JsonObject ?? throw Refuse(name, $"its {ManifestFile} is no object");
        }
        catch (JsonException malformed)
        {
            throw Refuse(name, $"its {ManifestFile} cannot be read: {malformed.Message}");
        }
    }

    private static string Decode(byte[] text) => System.Text.Encoding.UTF8.GetString(text).TrimStart('\uFEFF');

    private static async Task<(string Sha1, string Sha512)> HashAsync(Stream content, CancellationToken cancellationToken)
    {
        // The registry's protocol asks for SHA-1 beside the integrity; nothing rests on it.
        using var sha1 = IncrementalHash.CreateHash(HashAlgorithmName.SHA1);
        using var sha512 = IncrementalHash.CreateHash(HashAlgorithmName.SHA512);
        var buffer = new byte[128 * 1024];
        int read;
        while ((read = await content.ReadAsync(buffer, cancellationToken)) > 0)
        {
            sha1.AppendData(buffer, 0, read);
            sha512.AppendData(buffer, 0, read);
        }

        return (Convert.ToHexStringLower(sha1.GetHashAndReset()), Convert.ToHexStringLower(sha512.GetHashAndReset()));
    }

    private static DeliveryException Refuse(string name, string because) => new(
        DeliveryFailure.Refused, $"{name} is no npm package", because, "see what was packed: drayage build");
}
