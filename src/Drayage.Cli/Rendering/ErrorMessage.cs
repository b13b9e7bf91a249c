using Drayage.Model;
using Drayage.Model.Delivery;
using Drayage.Pipeline.Publishing;
using Drayage.Platform.Processes;
using Spectre.Console;

namespace Drayage.Cli.Rendering;

/// <summary>Writes failures in the message grammar: what failed, because, hint.</summary>
internal static class ErrorMessage
{
    public static void Write(Terminal terminal, ReleaseException failed)
    {
        Line(terminal, "error", "red", failed.Message);
        Cause(terminal, failed.Because, failed.Hint);
    }

    /// <summary>What stopped a consignment: a warning where it was to be read by people, since nothing depends on that.</summary>
    public static void Write(Terminal terminal, Consignment consignment, DeliveryException failed)
    {
        if (consignment.IsNotice)
            Warning(terminal, failed.Message);
        else
            Line(terminal, "error", "red", failed.Message);
        Cause(terminal, failed.Because, failed.Hint);
    }

    /// <summary>A fault of our own: one sentence, and the trace only when it is asked for.</summary>
    public static void WriteFault(Terminal terminal, Exception fault, ProcessEnvironment environment)
    {
        Line(terminal, "error", "red", "drayage itself failed; nothing that was journaled is lost");
        Line(terminal, "because", "grey", $"{fault.GetType().Name}: {fault.Message}");
        if (environment.Find("DRAYAGE_TRACE") is not null)
            terminal.Error.WriteLine(fault);
        else
            Line(terminal, "hint", "green", "run it again with DRAYAGE_TRACE=1 and report what it prints");
    }

    public static void Warning(Terminal terminal, string message) => Line(terminal, "warning", "yellow", message);

    private static void Cause(Terminal terminal, string? because, string? hint)
    {
        if (!string.IsNullOrEmpty(because))
            Line(terminal, "because", "grey", because);
        if (!string.IsNullOrEmpty(hint))
            Line(terminal, "hint", "green", hint);
    }

    private static void Line(Terminal terminal, string label, string colour, string text)
    {
        var lines = text.Split('\n');
        terminal.Messages.MarkupLine($"[{colour}]{label}:[/] {Markup.Escape(lines[0])}");
        foreach (var line in lines.Skip(1))
            terminal.Messages.MarkupLine(Markup.Escape("  " + line));
    }
}
