using System.Collections.Immutable;
using System.Text.Json;
using Drayage.Cli.Images;
using Drayage.Oci.Documents;
using Spectre.Console;

namespace Drayage.Cli.Rendering.Images;

/// <summary>Shows an image as a tree.</summary>
internal static class ImageReport
{
    public static void Write(Terminal terminal, ImageSurvey survey, bool json)
    {
        if (json)
        {
            terminal.Output.WriteLine(JsonSerializer.Serialize(ImageDocument.Of(survey), ImageJson.Readable.ImageDocument));
            return;
        }
        var document = ImageDocument.Of(survey);
        var tree = new Tree(Markup.Escape(document.Image));
        tree.AddNode(Markup.Escape($"{Kind(document.MediaType)} {document.Digest}, {ByteCount.Text(document.Size)}"));
        AddAnnotations(tree, document.Annotations);
        for (var i = 0; i < document.Manifests.Length; i++)
        {
            var node = AddManifest(tree, document.Manifests[i], survey.Manifests[i], isRoot: document.Manifests[i].Digest == document.Digest);
            if (document.Manifests[i].Digest != document.Digest)
                AddReferrers(node, document.Manifests[i].Digest, document.Referrers);
        }
        AddReferrers(tree, document.Digest, document.Referrers);
        terminal.Results.Write(tree);
    }

    private static TreeNode AddManifest(Tree tree, ManifestReport manifest, SurveyedManifest surveyed, bool isRoot)
    {
        var what = manifest.Platform ?? manifest.ArtifactType ?? manifest.Config.MediaType;
        var node = tree.AddNode(Markup.Escape(isRoot ? what : $"{what}: {Kind(manifest.MediaType)} {manifest.Digest}, {ByteCount.Text(manifest.Size)}"));
        AddAnnotations(node, manifest.Annotations);
        var config = node.AddNode(Markup.Escape($"config {manifest.Config.Digest}, {ByteCount.Text(manifest.Config.Size)}"));
        foreach (var (name, value) in manifest.Settings?.Lines() ?? [])
            config.AddNode(Markup.Escape($"{name}: {value}"));
        var made = surveyed.Config?.History is { IsDefault: false } history ? history.Where(entry => entry is { EmptyLayer: not true }).ToList() : [];
        var layers = node.AddNode(Markup.Escape($"layers: {manifest.Layers.Length}, {ByteCount.Text(manifest.LayerBytes)}"));
        for (var i = 0; i < manifest.Layers.Length; i++)
        {
            var layer = manifest.Layers[i];
            var by = i < made.Count && made[i].CreatedBy is { Length: > 0 } text ? $"  {text}" : "";
            layers.AddNode(Markup.Escape($"{layer.Digest}, {ByteCount.Text(layer.Size)}, {Form(layer.MediaType)}{by}"));
        }
        return node;
    }

    /// <summary>What is attached to a manifest, and below that what is attached to it.</summary>
    private static void AddReferrers(IHasTreeNodes node, string subject, ImmutableArray<ReferrerReport> referrers)
    {
        foreach (var referrer in referrers.Where(referrer => referrer.Subject == subject))
        {
            var names = referrer.Documents.Select(document => document.Name).OfType<string>().ToArray();
            var child = node.AddNode(Markup.Escape(
                $"attached: {referrer.ArtifactType ?? "artifact"} {referrer.Digest}, {ByteCount.Text(referrer.ContentBytes)}{(names.Length > 0 ? ": " : "")}{string.Join(", ", names)}"));
            AddAnnotations(child, referrer.Annotations);
            AddReferrers(child, referrer.Digest, referrers);
        }
    }

    private static void AddAnnotations(IHasTreeNodes node, IReadOnlyDictionary<string, string>? annotations)
    {
        foreach (var (key, value) in annotations ?? new Dictionary<string, string>(StringComparer.Ordinal))
            node.AddNode(Markup.Escape($"annotation {key}: {value}"));
    }

    private static string Kind(string mediaType) => mediaType switch
    {
        MediaTypes.OciIndex => "OCI index",
        MediaTypes.OciManifest => "OCI manifest",
        MediaTypes.DockerManifestList => "Docker manifest list",
        MediaTypes.DockerManifest => "Docker manifest",
        _ => mediaType,
    };

    private static string Form(string mediaType) => mediaType switch
    {
        MediaTypes.OciLayerTar => "tar",
        MediaTypes.OciLayerGzip or MediaTypes.DockerLayerGzip => "tar+gzip",
        MediaTypes.OciLayerZstd => "tar+zstd",
        _ => mediaType,
    };
}
