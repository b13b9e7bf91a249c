using System.CommandLine;
using Drayage.Model;
using Drayage.Sealing.Waybills;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage schema</c></summary>
internal static class SchemaCommand
{
    public static Command Create(Composition composition)
    {
        var what = new Argument<string>("what") { Description = "config (drayage.yaml) or waybill.", DefaultValueFactory = _ => "config" };
        what.AcceptOnlyFromAmong("config", "waybill");
        var command = new Command("schema", "Print a JSON schema.") { what };
        command.SetAction(parsed =>
        {
            composition.Terminal.Output.Write(parsed.GetValue(what) == "waybill" ? WaybillSchema.Text() : composition.Configuration.Schema());
            return (int)ExitCode.Done;
        });
        return command;
    }
}
