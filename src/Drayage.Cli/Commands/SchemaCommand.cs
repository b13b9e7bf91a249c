using System.CommandLine;
using Drayage.Cli.Faults;
using Drayage.Model;
using Drayage.Model.Events;
using Drayage.Sealing.Waybills;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage schema</c></summary>
internal static class SchemaCommand
{
    public static Command Create(Composition composition)
    {
        var what = new Argument<string>("what") { Description = "config (drayage.yaml), waybill, event, or faults (a script for --faults).", DefaultValueFactory = _ => "config" };
        what.AcceptOnlyFromAmong("config", "waybill", "event", "faults");
        var command = new Command("schema", "Print a JSON schema.") { what };
        command.SetAction(parsed =>
        {
            composition.Terminal.Output.Write(parsed.GetValue(what) switch
            {
                "waybill" => WaybillSchema.Text(),
                "event" => EventSchema.Text(),
                "faults" => FaultScriptFile.Schema(),
                _ => composition.Configuration.Schema(),
            });
            return (int)ExitCode.Done;
        });
        return command;
    }
}
