using System.Collections.Immutable;
using System.CommandLine;
using Drayage.Cli.Rehearsal;
using Drayage.Cli.Rendering;
using Drayage.Cli.Runs.Delivery;
using Drayage.Cli.Runs.Released;
using Drayage.Cli.Runs.Withdrawing;
using Drayage.Ecosystems.GitHub;
using Drayage.Model;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Layout;
using Drayage.Sealing.Keys;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage withdraw</c></summary>
internal static class WithdrawCommand
{
    public static Command Create(Composition composition)
    {
        var tag = new Argument<string>("tag") { Description = "The tag of the release." };
        var directory = SharedOptions.Directory();
        var json = SharedOptions.Json();
        var journal = SharedOptions.Journal();
        var yes = new Option<bool>("--yes", "-y") { Description = "Do not ask: for CI." };
        var dry = new Option<bool>("--dry-run") { Description = "Show what would be done; send nothing." };
        var waybill = new Option<string?>("--waybill") { Description = "The release's waybill, where neither dist/ nor the GitHub release holds it." };
        var key = new Option<string?>("--key") { Description = "Public key of the project, in PEM, for a waybill that dist/ does not hold; public-key of the configuration by default." };
        var command = new Command("withdraw", "Take a release back as far as its destinations allow, and say what is left to people.") { tag, directory, json, journal, yes, dry, waybill, key };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var (work, settings) = await ResumeCommand.OpenAsync(composition, parsed.GetValue(directory), cancellationToken);
            var wanted = parsed.GetValue(tag)!;
            var release = parsed.GetValue(waybill) is { } file
                ? await WithdrawnRelease.LoadAsync(work, wanted, Absolute(composition, file), await KeyAsync(composition, parsed.GetValue(key), cancellationToken), cancellationToken)
                : await WithdrawnRelease.FindAsync(work, wanted, cancellationToken) ?? await FetchAsync(composition, work, settings, wanted, parsed.GetValue(key), cancellationToken);
            var journals = composition.Journals(release.Layout, JournalChoice.Of(composition, parsed.GetValue(journal), settings));
            var run = new WithdrawalRun(composition, release, journals, new WaybillPublishers(composition, settings.Destinations, work, RehearsalSites.Served(composition.Environment)));
            var planned = await run.PlanAsync(cancellationToken);
            var shows = !parsed.GetValue(json);
            if (parsed.GetValue(dry))
                return (int)Report(composition, release, planned, shows, isDryRun: true);
            if (planned.Any(withdrawal => withdrawal.HasWork))
            {
                if (shows)
                    WithdrawalTable.Write(composition.Terminal, release, planned);
                Confirm(composition.Terminal, release, parsed.GetValue(yes));
            }

            return (int)Report(composition, release, await run.RunAsync(planned, cancellationToken), shows, isDryRun: false);
        });
        return command;
    }

    /// <summary>On a machine that does not have the waybill, it is fetched from the release that is to be withdrawn.</summary>
    private static async Task<WithdrawnRelease> FetchAsync(
        Composition composition, WorkLayout work, ProjectSettings settings, string tag, string? named, CancellationToken cancellationToken)
    {
        var path = named is not null ? Absolute(composition, named)
            : settings.PublicKey is { } configured ? Path.GetFullPath(configured, work.Root)
            : File.Exists(work.PublicKey) ? work.PublicKey : null;
        if (settings.Repository is not { } repository || path is null)
        {
            throw new ReleaseException(
                ExitCode.Usage,
                $"there is no waybill of {tag} here",
                settings.Repository is null ? "nothing names the repository whose release could be asked for it" : "nothing names the public key that it must be signed for",
                $"name both: drayage withdraw {tag} --waybill FILE --key PUBLIC-KEY; or set 'repository' and 'public-key' in {ConfigurationFile.Name}");
        }

        var key = await VerificationKey.LoadAsync(path, cancellationToken);
        var location = new ReleaseLocation.Tag(RepositorySlug.Parse(repository), tag);
        var fetched = await new ReleasedWaybills(composition, RehearsalSites.Served(composition.Environment)).FindAsync(location, key, pinned: null, settings.Destinations, cancellationToken);
        return await WithdrawnRelease.KeepAsync(work, tag, fetched, key, cancellationToken);
    }

    private static ExitCode Report(
        Composition composition, WithdrawnRelease release, ImmutableArray<ConsignmentWithdrawal> withdrawals, bool shows, bool isDryRun)
    {
        var left = withdrawals.Any(withdrawal => withdrawal.IsLeft);
        // A plan with work for people is still a plan; a destination that cannot be asked spoils it.
        var code = isDryRun
            ? withdrawals.Any(withdrawal => withdrawal.Failure is not null) ? ExitCode.Refused : ExitCode.Done
            : left ? ExitCode.Partial : ExitCode.Done;
        if (shows)
            WithdrawalTable.Write(composition.Terminal, release, withdrawals);
        else
            composition.Terminal.Output.WriteLine(WithdrawalDocument.Write(release, withdrawals, isDryRun, code));
        WithdrawalTable.WriteLeft(composition.Terminal, release, withdrawals);
        return code;
    }

    private static void Confirm(Terminal terminal, WithdrawnRelease release, bool isAgreed)
    {
        if (isAgreed)
            return;
        if (!terminal.CanAsk)
        {
            throw new ReleaseException(
                ExitCode.Refused,
                $"{release.Tag} was not withdrawn: nobody can be asked",
                "standard input or standard error is no terminal",
                $"look at what would be done (drayage withdraw {release.Tag} --dry-run) and agree to it: --yes");
        }

        if (terminal.Ask($"Nothing of this comes back. Type {release.Tag} to withdraw it: ") != release.Tag)
            throw new ReleaseException(ExitCode.Refused, $"{release.Tag} was not withdrawn", "something else than its tag was typed", null);
    }

    private static async Task<VerificationKey> KeyAsync(Composition composition, string? named, CancellationToken cancellationToken) => named is not null
        ? await VerificationKey.LoadAsync(Absolute(composition, named), cancellationToken)
        : throw new ReleaseException(ExitCode.Usage, "no public key", "a waybill is worth what its signature is worth", "name the project's public key: --key FILE");

    private static string Absolute(Composition composition, string path) => Path.GetFullPath(path, composition.Environment.CurrentDirectory);
}
