using System.CommandLine;
using Drayage.Cli.Rehearsal;
using Drayage.Cli.Rendering;
using Drayage.Cli.Runs.Released;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage publish</c> and <c>drayage images</c>: phase 2 of a release.</summary>
internal static class PublishCommand
{
    public static Command Create(Composition composition) => Create(
        composition, "publish", "Deliver phase 2 of a release from the bytes that phase 1 released. Needs neither sources nor toolchains.", imagesOnly: false);

    public static Command CreateImages(Composition composition) => Create(
        composition, "images", "Assemble the images of a release from its released bytes, and push them.", imagesOnly: true);

    private static Command Create(Composition composition, string name, string description, bool imagesOnly)
    {
        var json = SharedOptions.Json();
        var released = new ReleasedOptions();
        var selection = new SelectionOptions();
        var journal = SharedOptions.Journal();
        var command = new Command(name, description) { json, journal };
        released.AddTo(command);
        selection.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = await released.RequestAsync(composition, parsed, selection.Of(parsed), parsed.GetValue(journal), cancellationToken);
            return await RunAsync(composition, request with { ImagesOnly = imagesOnly }, released.Again(name, parsed), parsed.GetValue(json), cancellationToken);
        });
        return command;
    }

    /// <param name="again">The command that goes on with it.</param>
    internal static async Task<int> RunAsync(
        Composition composition, ReleasedRequest request, string again, bool json, CancellationToken cancellationToken)
    {
        var result = await new ReleasedRun(composition, RehearsalSites.Served(composition.Environment)).RunAsync(request, cancellationToken);
        var (release, delivery) = result;
        await ReleaseReport.WriteAsync(composition, release.Layout, release.Waybill, delivery, json, cancellationToken, new ReportScope(release.Chosen, again));
        if (release.Chosen.IsEmpty)
            composition.Terminal.Error.WriteLine("nothing of this release is left to phase 2; name consignments of phase 1 with --only to deliver them from here");
        return (int)delivery.ExitCode;
    }
}
