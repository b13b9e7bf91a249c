using System.CommandLine;
using Drayage.Cli.Listening;
using Drayage.Cli.Rehearsal;
using Drayage.Cli.Runs.Delivery;
using Drayage.Ecosystems.GitHub;
using Drayage.Listening;
using Drayage.Model;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage listen</c></summary>
internal static class ListenCommand
{
    public static Command Create(Composition composition)
    {
        var source = new ReleaseSourceOptions();
        var options = new ListenOptions();
        var selection = new SelectionOptions();
        var journal = SharedOptions.Journal();
        var command = new Command("listen", "Hear of releases by webhooks, CloudEvents and polling, and deliver phase 2 of each once.") { journal };
        source.AddTo(command);
        options.AddTo(command);
        selection.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var followed = await source.ReadAsync(composition, parsed, cancellationToken);
            followed = followed with { Journal = JournalChoice.Of(composition, parsed.GetValue(journal)) ?? followed.Journal };
            var repository = RepositoryOf(followed.Repository);
            var rehearsal = RehearsalSites.Served(composition.Environment);
            var listening = await options.ReadAsync(composition, parsed, repository.Text, rehearsal, cancellationToken);
            var handler = new ReleaseHandler(composition, followed, repository, selection.Of(parsed), listening.StateDirectory, rehearsal);
            var listener = new Listener(listening, handler, composition.Http, new ListenerLog(Service.Log(composition)), composition.Clock);
            await Service.RunAsync(stopping => listener.RunAsync(address => Service.Announce(composition, $"listening on {address}"), stopping), cancellationToken);
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static RepositorySlug RepositoryOf(string? text)
    {
        try
        {
            return RepositorySlug.Parse(text ?? throw new FormatException("neither --repository nor the configuration names one"));
        }
        catch (FormatException malformed)
        {
            throw new ReleaseException(ExitCode.Usage, "nothing says whose releases are followed", malformed.Message, "name the repository: --repository OWNER/NAME");
        }
    }
}
