using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Drayage.Model.Delivery;

namespace Drayage.Ecosystems.Npm.Publishing;

/// <summary>What a publishing PUT says of a package, apart from its attachments.</summary>
internal static class PublishDocument
{
    // Attachments follow the other members, so that they can be sent as a stream.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A whole JSON object.</summary>
    /// <param name="distTag">The dist-tag that the registry sets with the version.</param>
    public static byte[] Make(Consignment consignment, NpmSite site, PackageFile file, string distTag)
    {
        var manifest = Manifest(consignment, site, file);
        var document = new JsonObject
        {
            ["_id"] = site.Name,
            ["name"] = site.Name,
            ["description"] = manifest["description"]?.DeepClone(),
            ["dist-tags"] = new JsonObject { [distTag] = consignment.Version },
            ["versions"] = new JsonObject { [consignment.Version] = manifest },
            ["access"] = Access(consignment, file),
        };
        return Write(document);
    }

    public static byte[] Write(JsonNode document)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Plain))
            document.WriteTo(writer);
        return bytes.ToArray();
    }

    private static JsonObject Manifest(Consignment consignment, NpmSite site, PackageFile file)
    {
        var manifest = (JsonObject)file.Manifest.DeepClone();
        manifest["_id"] = $"{site.Name}@{consignment.Version}";
        NormalizeCommands(manifest, site.Name);
        if (file.IsNative)
            BuildNatively(manifest);
        if (file.Readme is var (name, text))
        {
            manifest["readme"] = text;
            manifest["readmeFilename"] = name;
        }

        manifest["dist"] = new JsonObject
        {
            ["integrity"] = PublishedVersion.IntegrityOf(file.Sha512),
            ["shasum"] = file.Sha1,
            ["tarball"] = site.Tarball(consignment.Version).AbsoluteUri,
        };
        return manifest;
    }

    // A lone path names the command that is called like the package; installers read the packument, where it stands as an object.
    private static void NormalizeCommands(JsonObject manifest, string package)
    {
        if (manifest["bin"] is JsonValue { } path && path.TryGetValue<string>(out var text))
            manifest["bin"] = new JsonObject { [package[(package.IndexOf('/', StringComparison.Ordinal) + 1)..]] = text };
    }

    // npm's own default for packages with a binding.gyp, which installers look for in the packument.
    private static void BuildNatively(JsonObject manifest)
    {
        var scripts = manifest["scripts"] as JsonObject ?? [];
        if (scripts["install"] is not null || scripts["preinstall"] is not null || manifest["gypfile"] is JsonValue { } asked && asked.TryGetValue<bool>(out var wanted) && !wanted)
            return;
        scripts["install"] = "node-gyp rebuild";
        manifest["scripts"] = scripts;
        manifest["gypfile"] = true;
    }

    private static string? Access(Consignment consignment, PackageFile file) =>
        consignment.Options.GetValueOrDefault(NpmRegistryDestination.AccessOption)
        ?? (file.Manifest["publishConfig"] is JsonObject config && config["access"] is JsonValue access && access.TryGetValue<string>(out var stated) ? stated : null);
}
