using System.CommandLine;
using System.Runtime.InteropServices;
using Drayage.Cli.Listening;
using Drayage.Cli.Runs;
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
            var rehearsal = ResumeCommand.Rehearsal(composition);
            var listening = await options.ReadAsync(composition, parsed, repository.Text, rehearsal, cancellationToken);
            var handler = new ReleaseHandler(composition, followed, repository, selection.Of(parsed), listening.StateDirectory, rehearsal);
            await RunAsync(composition, new Listener(listening, handler, composition.Http, Log(composition), composition.Clock), cancellationToken);
            return (int)ExitCode.Done;
        });
        return command;
    }

    /// <summary>Both signals that ask a service to stop end it in order, and a service that ends in order has succeeded.</summary>
    private static async Task RunAsync(Composition composition, Listener listener, CancellationToken interrupted)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stopping.Cancel();
        });
        await listener.RunAsync(
            address =>
            {
                composition.Terminal.Output.WriteLine($"listening on {address}");
                composition.Terminal.Output.Flush();
            },
            stopping.Token);
    }

    private static ListenerLog Log(Composition composition)
    {
        var writing = new Lock();
        return line =>
        {
            lock (writing)
                composition.Terminal.Error.WriteLine($"{composition.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ} {composition.Redactor.Redact(line)}");
        };
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
