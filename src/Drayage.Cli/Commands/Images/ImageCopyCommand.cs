using System.Collections.Immutable;
using System.CommandLine;
using Drayage.Cli.Images;
using Drayage.Cli.Rendering.Images;
using Drayage.Model;
using Drayage.Oci.Content;
using Drayage.Oci.Copying;
using Drayage.Oci.References;
using Drayage.Oci.Selection;

namespace Drayage.Cli.Commands.Images;

/// <summary><c>drayage image copy</c></summary>
internal static class ImageCopyCommand
{
    public static Command Create(Composition composition)
    {
        var source = new Argument<string>("source") { Description = ImageOptions.Forms };
        var destinations = new Argument<string[]>("destinations") { Description = "Where to, in the same forms; several are fed from one reading.", Arity = ArgumentArity.OneOrMore };
        var platform = ImageOptions.Platform();
        var verify = new Option<bool>("--verify") { Description = "Ask for every blob and manifest, where otherwise an image that is there speaks for what it names." };
        var jobs = new Option<int>("--jobs", "-j") { Description = "Blobs on their way to one destination at one time.", DefaultValueFactory = _ => new CopyOptions().Parallelism };
        var uncompressed = new Option<bool>("--uncompressed") { Description = "Leave the layers of a docker-archive as they stand in it." };
        var referrers = ImageOptions.Referrers("Copy, too, what is attached to the image and its platforms: SBOMs, attestations, signatures, and what is attached to those.");
        var json = SharedOptions.Json();
        var authFile = ImageOptions.AuthFile();
        var plainHttp = ImageOptions.PlainHttp();
        var command = new Command("copy", "Copy an image by digest: all of it, or chosen platforms. The tag moves last.")
        {
            source, destinations, platform, referrers, verify, jobs, uncompressed, json, authFile, plainHttp,
        };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var access = new RegistryAccess(composition, parsed.GetValue(authFile), parsed.GetValue(plainHttp));
            var finder = ImageOptions.Finder(composition, access);
            var platforms = ImageOptions.ParsePlatforms(parsed.GetValue(platform)!);
            var locations = Locations(finder, parsed.GetValue(destinations)!);
            var named = await finder.FindAsync(parsed.GetValue(source)!, cancellationToken);
            var options = new CopyOptions
            {
                Parallelism = Positive(parsed.GetValue(jobs)),
                Verify = parsed.GetValue(verify),
                ReferrersFrom = parsed.GetValue(referrers) ? ReferrersOf(named, locations) : null,
            };
            var result = await ImageOptions.ExplainAsync($"image {named.Name} cannot be copied", async () =>
            {
                var chosen = await PlatformChoice.ChooseAsync(named.Source, named.Root, platforms, named.Name, cancellationToken);
                var run = new ImageCopyRun(composition, access, options);
                return CompressedCopy.IsMeant(named, chosen, locations) && !parsed.GetValue(uncompressed)
                    ? await CompressedCopy.RunAsync(run, named, chosen, locations, cancellationToken)
                    : await run.RunAsync(named, chosen, locations, cancellationToken);
            });
            CopySummary.Write(composition.Terminal, result, parsed.GetValue(json));
            return (int)result.ExitCode;
        });
        return command;
    }

    private static ImmutableArray<ImageLocation> Locations(ImageFinder finder, string[] texts)
    {
        var locations = texts.Select(finder.Locate).ToImmutableArray();
        var twice = locations.GroupBy(location => location).FirstOrDefault(group => group.Count() > 1);
        return twice is null
            ? locations
            : throw new ReleaseException(ExitCode.Usage, $"destination {twice.Key} is named twice", null, "name each destination once");
    }

    private static IReferrerSource ReferrersOf(NamedImage named, ImmutableArray<ImageLocation> locations)
    {
        if (locations.FirstOrDefault(location => location is ImageLocation.InArchive) is { } archive)
            throw NamedImage.HoldsImagesAlone(archive.ToString());
        return named.Referrers ?? throw NamedImage.HoldsImagesAlone(named.Name);
    }

    private static int Positive(int jobs) => jobs > 0
        ? jobs
        : throw new ReleaseException(ExitCode.Usage, $"--jobs: {jobs} is not a number of blobs", null, "write a number from 1");
}
