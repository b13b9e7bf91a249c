using System.Collections.Immutable;
using Drayage.Model.Detection;

namespace Drayage.Pipeline.Configuration.Init;

/// <summary>
/// Proposes images where Dockerfiles stand, as comments: what a Dockerfile does beside copying a program is for people to judge.
/// </summary>
internal static class DraftImages
{
    private const int MostListed = 20;

    public static void Write(DraftText text, Catalog catalog, ImmutableArray<DraftComponent> components, DraftDestinations destinations)
    {
        var files = catalog.Packages.Where(p => p.Ecosystem == EcosystemName.Container && IsOfProduct(p)).Select(p => p.Manifest).ToImmutableArray();
        if (files.IsEmpty || !destinations.TakesImages)
            return;
        text.Comment(1, $"Dockerfiles: {string.Join(", ", files.Take(MostListed))}{(files.Length > MostListed ? $" and {files.Length - MostListed} more" : "")}");
        if (components.Where(c => c.HasProgram).MaxBy(c => files.Max(file => Shared(file, c.Package.Directory))) is { } server)
            Propose(text, server, destinations);
        else
            text.Comment(1, "Images are assembled from released programs; there is none here.");
        text.Blank();
    }

    private static void Propose(DraftText text, DraftComponent server, DraftDestinations destinations)
    {
        var program = server.Package.Products.First(p => p.Kind == ProductKind.Binary).Name;
        text.Comment(1, "An image is assembled without a container engine, from the very programs that the release offers:");
        text.Comment(1, $"{server.Id}-image:");
        text.Comment(1, "  ecosystem: container");
        text.Comment(1, $"  from: [{server.Id}]");
        text.Comment(1, "  platforms: [linux/amd64]");
        text.Comment(1, "  base: scratch  # or an image reference");
        text.Comment(1, $"  entrypoint: [/usr/bin/{program}]");
        text.Comment(1, $"  to: [{DraftDestinations.Containers}]");
        destinations.ProposeRegistry(text);
    }

    private static bool IsOfProduct(Package dockerfile) =>
        dockerfile.Role == PackageRole.Product && !dockerfile.Manifest.Split('/').Any(part => part is "ci" or "packaging");

    private static int Shared(string file, string directory) =>
        file.Split('/').Zip(directory.Split('/')).TakeWhile(pair => pair.First == pair.Second).Count();
}
