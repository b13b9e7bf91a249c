using System.Collections.Immutable;
using Drayage.Cli.Projects;
using Drayage.Cli.Rehearsal;
using Drayage.Cli.Runs;
using Drayage.Cli.Runs.Released;
using Drayage.Cli.Runs.Withdrawing;
using Drayage.Ecosystems.GitHub;
using Drayage.Model;
using Drayage.Pipeline.Layout;
using Drayage.Pipeline.Versioning;
using Drayage.Sealing.Keys;
using Drayage.Sealing.Waybills;

namespace Drayage.Cli.Checking;

/// <summary>What was released last is still served as its waybill states.</summary>
internal sealed class PreviousReleaseCheck(Composition composition) : ICheck
{
    public string Name => "previous-release";

    public async Task<CheckOutcome> RunAsync(CheckSubject subject, CancellationToken cancellationToken)
    {
        var survey = VersionSurvey.Of(await ProjectLoader.RequestAsync(subject.Project, PlanChoices.Now, cancellationToken), composition.Ecosystems);
        var tags = survey.Lines.Where(line => !line.Released.IsEmpty).Select(line => line.Released[^1].Tag).Distinct().ToArray();
        if (tags.Length == 0)
            return new CheckOutcome.NotApplicable("nothing was released yet");
        if (await KeyAsync(subject.Project, cancellationToken) is not { } key)
            return new CheckOutcome.NotApplicable($"nothing names the public key that {tags[0]} was signed for (public-key)");
        var held = ImmutableArray.CreateBuilder<string>();
        foreach (var tag in tags)
        {
            if (await FindAsync(subject.Project, tag, key, cancellationToken) is not { } waybill)
                continue;
            var findings = await new VerificationRun(composition, waybill, key, RehearsalSites.Served(composition.Environment)).DestinationsAsync(cancellationToken);
            var broken = findings.Where(finding => !finding.Holds).ToArray();
            if (broken is [var first, ..])
                return new CheckOutcome.Bad($"of {tag} {broken.Length} of {findings.Length} findings do not hold; the first: {first.Place}: {first.Subject} {first.Evidence}", "see all of it: drayage verify");
            held.Add($"{tag}: {findings.Length} of {findings.Length} findings hold");
        }

        return held.Count == 0
            ? new CheckOutcome.NotApplicable($"{string.Join(", ", tags)} has no waybill: Drayage did not make it")
            : new CheckOutcome.Good(string.Join("; ", held));
    }

    private static async Task<VerificationKey?> KeyAsync(OpenedProject project, CancellationToken cancellationToken)
    {
        var work = new WorkLayout(project.Root);
        return project.Settings.PublicKey is { } configured ? await VerificationKey.LoadAsync(Path.GetFullPath(configured, project.Root), cancellationToken)
            : File.Exists(work.PublicKey) ? await VerificationKey.LoadAsync(work.PublicKey, cancellationToken)
            : null;
    }

    private async Task<SealedWaybill?> FindAsync(OpenedProject project, string tag, VerificationKey key, CancellationToken cancellationToken)
    {
        if (await WithdrawnRelease.FindAsync(new WorkLayout(project.Root), tag, cancellationToken) is { } kept)
            return kept.Waybill;
        if (project.Settings.Repository is not { } repository)
            return null;
        var location = new ReleaseLocation.Tag(RepositorySlug.Parse(repository), tag);
        FetchedWaybill fetched;
        try
        {
            fetched = await new ReleasedWaybills(composition, RehearsalSites.Served(composition.Environment)).FetchAsync(location, project.Settings.Destinations, cancellationToken);
        }
        catch (ReleaseException none) when (none.InnerException is null)
        {
            // GitHub answered: there is no such release, or none with a waybill.
            return null;
        }

        return ReleasedWaybills.Check(fetched, location, key, pinned: null);
    }
}
