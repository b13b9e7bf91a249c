using System.IO.Compression;
using System.Text;
using Drayage.Formats.Toml;
using Drayage.Model;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Archives;
using Drayage.Platform.Archives.Tar;

namespace Drayage.Ecosystems.Cargo.Publishing.Packaged;

/// <summary>A .crate file, as far as its registry is told of it.</summary>
internal sealed class PackagedCrate(string name, Func<Stream> open)
{
    private const int LargestText = 16 * 1024 * 1024;

    /// <summary>Unpacked; what grows beyond it is made to.</summary>
    private const long Largest = 2L * 1024 * 1024 * 1024;

    /// <param name="index">The index that is published to, as cargo writes it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="DeliveryException">It is no .crate that cargo made.</exception>
    public async Task<CrateMetadata> DescribeAsync(string index, CancellationToken cancellationToken)
    {
        var root = await ManifestAsync(cancellationToken);
        try
        {
            return await DescribeAsync(root, index, cancellationToken);
        }
        catch (ReleaseException malformed)
        {
            throw Refuse(malformed.Because ?? malformed.Message);
        }
    }

    private async Task<TomlTable> ManifestAsync(CancellationToken cancellationToken)
    {
        var text = await ReadAsync("Cargo.toml", cancellationToken) ?? throw Refuse("it holds no Cargo.toml in its top directory");
        try
        {
            return TomlDocument.Parse(text, "Cargo.toml").Root;
        }
        catch (ReleaseException malformed)
        {
            throw Refuse(malformed.Because ?? malformed.Message);
        }
    }

    private async Task<CrateMetadata> DescribeAsync(TomlTable root, string index, CancellationToken cancellationToken)
    {
        var package = root.GetTable("package") ?? throw Refuse("its Cargo.toml has no [package]");
        var readme = (package.Find("readme") as TomlString)?.Value;
        return new CrateMetadata
        {
            Name = Text(package, "name") ?? throw Refuse("its Cargo.toml has no package.name"),
            Version = Text(package, "version") ?? throw Refuse("its Cargo.toml has no package.version"),
            Dependencies = [.. new PackagedDependencies(index).Of(root)],
            Features = CrateTables.Lists(root.GetTable("features")),
            Authors = CrateTables.Texts(package, "authors"),
            Description = Text(package, "description"),
            Documentation = Text(package, "documentation"),
            Homepage = Text(package, "homepage"),
            Readme = readme is null ? null : await ReadAsync(readme, cancellationToken),
            ReadmeFile = readme,
            Keywords = CrateTables.Texts(package, "keywords"),
            Categories = CrateTables.Texts(package, "categories"),
            License = Text(package, "license"),
            LicenseFile = Text(package, "license-file"),
            Repository = Text(package, "repository"),
            Badges = CrateTables.Maps(root.GetTable("badges")),
            Links = Text(package, "links"),
            RustVersion = Text(package, "rust-version"),
        };
    }

    private static string? Text(TomlTable table, string key) => table.GetString(key)?.Value;

    /// <summary>A file below the crate's top directory; null when it is not there.</summary>
    private async Task<string?> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = open();
            await using var gzip = new GZipStream(content, CompressionMode.Decompress);
            await using var limited = new LimitedReadStream(gzip, Largest);
            var archive = new TarScanner(limited);
            while (await archive.NextAsync(cancellationToken) is { } member)
            {
                if (member.Name.IndexOf('/', StringComparison.Ordinal) is var top and > 0 && member.Name[(top + 1)..] == path)
                    return await ReadTextAsync(new TarContentStream(archive, member), member.Size, path, cancellationToken);
            }

            return null;
        }
        catch (Exception broken) when (broken is InvalidDataException or EndOfStreamException)
        {
            throw Refuse(broken.Message);
        }
    }

    private async Task<string> ReadTextAsync(Stream content, long size, string path, CancellationToken cancellationToken)
    {
        await using (content)
        {
            if (size > LargestText)
                throw Refuse($"its {path} is longer than {LargestText:N0} bytes");
            var bytes = new byte[size];
            await content.ReadExactlyAsync(bytes, cancellationToken);
            return Encoding.UTF8.GetString(bytes);
        }
    }

    private DeliveryException Refuse(string because) => new(
        DeliveryFailure.Refused, $"{name} is no crate that a registry takes", because, "see what cargo package wrote: drayage build");
}
