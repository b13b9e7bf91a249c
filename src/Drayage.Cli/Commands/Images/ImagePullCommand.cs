using System.Collections.Immutable;
using System.CommandLine;
using Drayage.Cli.Images;
using Drayage.Cli.Rendering.Images;
using Drayage.Model;
using Drayage.Oci.Copying;
using Drayage.Oci.Documents;
using Drayage.Oci.Selection;

namespace Drayage.Cli.Commands.Images;

/// <summary><c>drayage image pull</c></summary>
internal static class ImagePullCommand
{
    private const string StandardOutput = "-";

    public static Command Create(Composition composition)
    {
        var artifact = new Argument<string>("artifact") { Description = "An artifact, or with --referrers an image: " + ImageOptions.Forms };
        var referrers = ImageOptions.Referrers("The documents of what is attached to the image, instead of those of the artifact named.");
        var type = new Option<string?>("--type") { Description = "With --referrers: only this artifact type." };
        var platform = ImageOptions.Platform("With --referrers: what is attached to the image of this platform and not to the whole.");
        var output = new Option<string>("--output", "-o") { Description = "Directory for the files, the current one by default; - writes a single document to standard output.", DefaultValueFactory = _ => "" };
        var json = SharedOptions.Json();
        var authFile = ImageOptions.AuthFile();
        var plainHttp = ImageOptions.PlainHttp();
        var command = new Command("pull", "Fetch the documents of an artifact, or of what is attached to an image, into files under their own names.")
        {
            artifact, referrers, type, platform, output, json, authFile, plainHttp,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var access = new RegistryAccess(composition, parsed.GetValue(authFile), parsed.GetValue(plainHttp));
            var platforms = ImageOptions.ParseOnePlatform(parsed.GetValue(platform)!);
            var named = await ImageOptions.Finder(composition, access).FindAsync(parsed.GetValue(artifact)!, cancellationToken);
            return await ImageOptions.ExplainAsync($"{named.Name} cannot be read", async () =>
            {
                var artifacts = parsed.GetValue(referrers)
                    ? await AttachedAsync(named, platforms, parsed.GetValue(type), cancellationToken)
                    : [Artifact(named)];
                if (parsed.GetValue(output) == StandardOutput)
                    return await PrintAsync(named, artifacts, cancellationToken);
                var directory = Path.GetFullPath(parsed.GetValue(output)!, composition.Environment.CurrentDirectory);
                var files = await new ArtifactPull(directory).RunAsync(named.Source, artifacts, cancellationToken);
                PullReport.Write(composition.Terminal, named, files, parsed.GetValue(json));
                return (int)ExitCode.Done;
            });
        });
        return command;
    }

    private static async Task<ImmutableArray<ManifestDocument>> AttachedAsync(
        NamedImage named, ImmutableArray<ImagePlatform> platforms, string? type, CancellationToken cancellationToken)
    {
        var source = named.Referrers ?? throw NamedImage.HoldsImagesAlone(named.Name);
        var chosen = await PlatformChoice.ChooseAsync(named.Source, named.Root, platforms, named.Name, cancellationToken);
        var found = ImmutableArray.CreateBuilder<ManifestDocument>();
        foreach (var listed in await source.ListReferrersAsync(chosen.Root.Digest, type, cancellationToken))
        {
            var graph = await ImageGraph.ReadAsync(named.Source, listed, cancellationToken);
            if (graph.Root.Subject?.Digest == chosen.Root.Digest)
                found.AddRange(graph.ChildrenFirst);
        }
        return found.Count > 0 ? found.ToImmutable() : throw new ReleaseException(
            ExitCode.Refused,
            type is null ? $"nothing is attached to {named.Name}" : $"no {type} is attached to {named.Name}",
            $"{chosen.Root.Digest} has {(type is null ? "no referrers" : "no referrers of this type")}",
            $"list what is attached, to its platforms too: drayage image ls --referrers {named.Name}");
    }

    private static ManifestDocument.Image Artifact(NamedImage named) =>
        named.Root is ManifestDocument.Image { Manifest.Config.MediaType: not (MediaTypes.OciConfig or MediaTypes.DockerConfig) } artifact
            ? artifact
            : throw new ReleaseException(
                ExitCode.Usage,
                $"{named.Name} is an image for containers and holds no documents",
                null,
                $"fetch what is attached to it with --referrers; copy the image itself with: drayage image copy {named.Name} oci:DIR");

    private static async Task<int> PrintAsync(NamedImage named, ImmutableArray<ManifestDocument> artifacts, CancellationToken cancellationToken)
    {
        var documents = artifacts.SelectMany(ArtifactPull.DocumentsOf).DistinctBy(layer => layer.Digest).ToArray();
        if (documents is not [var only])
        {
            throw new ReleaseException(
                ExitCode.Usage,
                $"standard output takes one document, and {named.Name} leads to {documents.Length}",
                string.Join(", ", documents.Select(document => document.MediaType)),
                "choose one with --type or by its digest, or name a directory");
        }
        await using var content = await named.Source.OpenBlobAsync(only, 0, cancellationToken);
        await using var output = Console.OpenStandardOutput();
        await content.CopyToAsync(output, cancellationToken);
        return (int)ExitCode.Done;
    }
}
