using System.CommandLine;
using System.Net;
using System.Runtime.InteropServices;
using Drayage.Model;

namespace Drayage.Cli.Commands;

/// <summary>What commands have in common that serve until they are asked to stop.</summary>
internal static class Service
{
    /// <summary>Both signals that ask a service to stop end it in order, and a service that ends in order has succeeded.</summary>
    public static async Task RunAsync(Func<CancellationToken, Task> serve, CancellationToken interrupted)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(interrupted);
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
        {
            signal.Cancel = true;
            stopping.Cancel();
        });
        await serve(stopping.Token);
    }

    /// <summary>Writes lines to stderr with the time, without secrets.</summary>
    public static Action<string> Log(Composition composition)
    {
        var writing = new Lock();
        return line =>
        {
            lock (writing)
                composition.Terminal.Error.WriteLine($"{composition.Clock.GetUtcNow():yyyy-MM-ddTHH:mm:ssZ} {composition.Redactor.Redact(line)}");
        };
    }

    /// <summary>Tells on stdout where it serves.</summary>
    public static void Announce(Composition composition, string line)
    {
        composition.Terminal.Output.WriteLine(line);
        composition.Terminal.Output.Flush();
    }

    /// <param name="option">Its name, for messages.</param>
    /// <param name="text"><c>ADDRESS:PORT</c></param>
    /// <param name="example">One that would do.</param>
    /// <exception cref="ReleaseException">The text is no such thing.</exception>
    public static IPEndPoint ReadEndPoint(string option, string text, string example)
    {
        var colon = text.LastIndexOf(':');
        var address = colon > 0 && text[..colon] is "localhost" ? $"127.0.0.1{text[colon..]}" : text;
        return colon > 0 && IPEndPoint.TryParse(address, out var bind)
            ? bind
            : throw new ReleaseException(ExitCode.Usage, $"{option}: '{text}' is no address to listen on", null, $"write ADDRESS:PORT, such as {example} or 0.0.0.0:{example[(example.LastIndexOf(':') + 1)..]}");
    }

    /// <exception cref="ReleaseException">The number is smaller.</exception>
    public static int AtLeast(ParseResult parsed, Option<int> option, int least) => parsed.GetValue(option) is var value && value >= least
        ? value
        : throw new ReleaseException(ExitCode.Usage, $"{option.Name}: {value} is too small", null, $"write {least} or more");
}
