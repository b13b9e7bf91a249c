using Drayage.Model.Delivery;
using Drayage.Pipeline.Delivery;
using Spectre.Console;

namespace Drayage.Cli.Rendering;

/// <summary>One line an effect and one a consignment, as they come.</summary>
internal sealed class DeliveryProgress(Terminal terminal) : IDeliveryObserver
{
    private readonly Lock writing = new();

    public void Started(Consignment consignment) =>
        Write($"[grey]delivering[/] {Markup.Escape(consignment.Id)} to {Markup.Escape(consignment.Address)}");

    public void Delivered(Consignment consignment, Effect effect) =>
        Write($"[grey]  done[/]     {Markup.Escape(consignment.Id)}: {Markup.Escape(effect.Key)}");

    public void Finished(ConsignmentOutcome outcome)
    {
        switch (outcome)
        {
            case ConsignmentOutcome.Delivered:
                Write($"[green]delivered[/]  {Markup.Escape(outcome.Consignment.Id)}");
                break;
            case ConsignmentOutcome.Staged:
                Write($"[green]staged[/]     {Markup.Escape(outcome.Consignment.Id)}: everything is put, no name has moved");
                break;
            case ConsignmentOutcome.Left left:
                Write($"[grey]left[/]       {Markup.Escape(outcome.Consignment.Id)}: {Markup.Escape(left.Because)}");
                break;
            case ConsignmentOutcome.Blocked blocked:
                Write($"[yellow]blocked[/]    {Markup.Escape(outcome.Consignment.Id)}: it needs {Markup.Escape(blocked.By)}");
                break;
            case ConsignmentOutcome.Failed failed:
                Write($"[red]failed[/]     {Markup.Escape(outcome.Consignment.Id)} at {Markup.Escape(failed.At.Key)}: {Markup.Escape(failed.Error.Message)}");
                break;
        }
    }

    private void Write(string markup)
    {
        lock (writing)
            terminal.Messages.MarkupLine(markup);
    }
}
