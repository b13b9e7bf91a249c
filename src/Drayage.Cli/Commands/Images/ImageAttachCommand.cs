using System.Collections.Immutable;
using System.CommandLine;
using Drayage.Cli.Images;
using Drayage.Cli.Rendering.Images;
using Drayage.Model;
using Drayage.Oci.Copying;
using Drayage.Oci.Selection;

namespace Drayage.Cli.Commands.Images;

/// <summary><c>drayage image attach</c></summary>
internal static class ImageAttachCommand
{
    public static Command Create(Composition composition)
    {
        var subject = new Argument<string>("subject") { Description = "The image: host/repository:tag, host/repository@sha256:… or oci:DIR:NAME" };
        var files = new Argument<string[]>("files") { Description = "Documents that make one artifact together.", Arity = ArgumentArity.OneOrMore };
        var type = new Option<string?>("--type") { Description = "Artifact type; by default what the document says of itself: CycloneDX, SPDX, in-toto, DSSE or a Sigstore bundle." };
        var mediaType = new Option<string?>("--media-type") { Description = "Media type of the files; by default as for --type, else application/octet-stream." };
        var annotation = new Option<string[]>("--annotation", "-a") { Description = "KEY=VALUE, shown in lists of what is attached; may be repeated.", DefaultValueFactory = _ => [] };
        var platform = ImageOptions.Platform("Attach to the image of this platform and not to the whole, such as linux/arm64.");
        var json = SharedOptions.Json();
        var authFile = ImageOptions.AuthFile();
        var plainHttp = ImageOptions.PlainHttp();
        var command = new Command("attach", "Attach an SBOM, an attestation, a signature or other files to an image, as an OCI 1.1 referrer.")
        {
            subject, files, type, mediaType, annotation, platform, json, authFile, plainHttp,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var access = new RegistryAccess(composition, parsed.GetValue(authFile), parsed.GetValue(plainHttp));
            var documents = new AttachedFiles(composition.Environment.CurrentDirectory)
            {
                ArtifactType = parsed.GetValue(type),
                MediaType = parsed.GetValue(mediaType),
                Annotations = Annotations(parsed.GetValue(annotation)!),
            };
            var platforms = ImageOptions.ParseOnePlatform(parsed.GetValue(platform)!);
            var content = await documents.ReadAsync([.. parsed.GetValue(files)!], cancellationToken);
            var named = await ImageOptions.Finder(composition, access).FindAsync(parsed.GetValue(subject)!, cancellationToken);
            return await ImageOptions.ExplainAsync($"nothing could be attached to {named.Name}", async () =>
            {
                var target = named.ReferrerTarget;
                var chosen = await PlatformChoice.ChooseAsync(named.Source, named.Root, platforms, named.Name, cancellationToken);
                var attached = content.To(chosen.Root.Descriptor);
                AttachReport.Write(composition.Terminal, named, attached, await attached.AttachAsync(target, new CopyOptions(), cancellationToken), parsed.GetValue(json));
                return (int)ExitCode.Done;
            });
        });
        return command;
    }

    private static ImmutableSortedDictionary<string, string> Annotations(string[] texts)
    {
        var told = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var equals = text.IndexOf('=');
            if (equals <= 0 || !told.TryAdd(text[..equals], text[(equals + 1)..]))
                throw new ReleaseException(ExitCode.Usage, $"--annotation: '{text}' {(equals > 0 ? "names a key for the second time" : "is no annotation")}", null, "write KEY=VALUE, each key once");
        }
        return told.ToImmutable();
    }
}
