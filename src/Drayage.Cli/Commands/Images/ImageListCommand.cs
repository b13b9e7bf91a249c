using System.Collections.Immutable;
using System.CommandLine;
using Drayage.Cli.Images;
using Drayage.Cli.Rendering.Images;
using Drayage.Model;
using Drayage.Oci.Copying;
using Drayage.Oci.References;

namespace Drayage.Cli.Commands.Images;

/// <summary><c>drayage image ls</c></summary>
internal static class ImageListCommand
{
    public static Command Create(Composition composition)
    {
        var place = new Argument<string>("place") { Description = "host/repository, oci:DIR or docker-archive:FILE; with --referrers an image" };
        var names = new Option<bool>("--names") { Description = "Names alone: one request to a registry instead of one a tag." };
        var referrers = ImageOptions.Referrers("List what is attached to one image and its platforms: SBOMs, attestations, signatures.");
        var type = new Option<string?>("--type") { Description = "With --referrers: only this artifact type." };
        var json = SharedOptions.Json();
        var authFile = ImageOptions.AuthFile();
        var plainHttp = ImageOptions.PlainHttp();
        var command = new Command("ls", "List the tags of a repository, or the images of a layout or archive, with digests and platforms; the newest version last.")
        {
            place, names, referrers, type, json, authFile, plainHttp,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var access = new RegistryAccess(composition, parsed.GetValue(authFile), parsed.GetValue(plainHttp));
            if (parsed.GetValue(referrers))
                return await ListReferrersAsync(composition, access, parsed.GetValue(place)!, parsed.GetValue(type), parsed.GetValue(json), cancellationToken);
            var location = ImageLocation.Parse(parsed.GetValue(place)!, composition.Environment.CurrentDirectory);
            var images = await ListAsync(access, location, parsed.GetValue(names), cancellationToken);
            ImageListReport.Write(composition.Terminal, Text(location), images, parsed.GetValue(names), parsed.GetValue(json));
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static async Task<ImmutableArray<ListedImage>> ListAsync(
        RegistryAccess access, ImageLocation location, bool namesAlone, CancellationToken cancellationToken)
    {
        switch (location)
        {
            case ImageLocation.InLayout { Reference: "" } layout:
                return await ImageListing.OfLayoutAsync(layout.Directory, cancellationToken);
            case ImageLocation.InArchive { Reference: "" } archive:
                return await ImageListing.OfArchiveAsync(archive.File, cancellationToken);
            case ImageLocation.InRegistry { Reference: { Tag: null, Digest: null } repository }:
                var images = await ImageOptions.ExplainAsync(
                    $"the tags of {repository.Name} cannot be listed", () => ImageListing.OfRepositoryAsync(access.Open(repository), namesAlone, cancellationToken));
                return images.IsEmpty ? throw ImageListing.NoRepository(repository.Name) : images;
            default:
                throw new ReleaseException(ExitCode.Usage, $"'{location}' names one image", "a list is of all that a place holds", $"run: drayage image inspect {location}");
        }
    }

    private static async Task<int> ListReferrersAsync(
        Composition composition, RegistryAccess access, string image, string? type, bool json, CancellationToken cancellationToken)
    {
        var named = await ImageOptions.Finder(composition, access).FindAsync(image, cancellationToken);
        var source = named.Referrers ?? throw NamedImage.HoldsImagesAlone(named.Name);
        var found = await ImageOptions.ExplainAsync($"what is attached to {named.Name} cannot be listed", async () =>
        {
            var graph = await ImageGraph.ReadAsync(named.Source, named.Root.Descriptor, cancellationToken);
            return await AttachedArtifact.FindAsync(named.Source, source, graph, cancellationToken);
        });
        ReferrerListReport.Write(composition.Terminal, named, [.. found.Select(ReferrerReport.Of).Where(referrer => type is null || referrer.ArtifactType == type)], json);
        return (int)ExitCode.Done;
    }

    private static string Text(ImageLocation location) => location is ImageLocation.InRegistry found ? found.Reference.Name : location.ToString();
}
