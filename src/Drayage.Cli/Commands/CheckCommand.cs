using System.Collections.Immutable;
using System.CommandLine;
using Drayage.Cli.Checking;
using Drayage.Cli.Projects;
using Drayage.Cli.Rendering;
using Drayage.Model;
using Drayage.Model.Planning;

namespace Drayage.Cli.Commands;

/// <summary><c>drayage check</c> and <c>drayage check config</c></summary>
internal static class CheckCommand
{
    public static Command Create(Composition composition)
    {
        var directory = SharedOptions.Directory();
        var config = new Command("config", "Check drayage.yaml against itself and against the repository.") { directory };
        config.SetAction(async (parsed, cancellationToken) =>
        {
            var loader = new ProjectLoader(composition);
            var project = await loader.OpenAsync(SharedOptions.Resolve(composition, parsed.GetValue(directory)), cancellationToken);
            // Mistakes hide in components that are released already, too: all are planned.
            var plan = await loader.PlanAsync(project, PlanChoices.All, cancellationToken);
            var now = await loader.PlanAsync(project, PlanChoices.Now, cancellationToken);
            composition.Terminal.Output.WriteLine($"drayage.yaml is valid: {Counted.Of(plan.Components.Length, "component")}, {Counted.Of(plan.Artifacts.Length, "artifact")}, "
                + $"{Counted.Of(plan.Consignments.Length, "consignment")} to {Counted.Of(project.Settings.Destinations.Length, "destination")}{SentNow(plan, now)}");
            return (int)ExitCode.Done;
        });
        return CreateChecklist(composition, config);
    }

    private static Command CreateChecklist(Composition composition, Command config)
    {
        var directory = SharedOptions.Directory();
        var only = new Option<string[]>("--only") { Description = "Only this point; may be repeated.", DefaultValueFactory = _ => [] };
        var skip = new Option<string[]>("--skip") { Description = "Leave this point out; may be repeated.", DefaultValueFactory = _ => [] };
        var json = SharedOptions.Json();
        var command = new Command("check", "The checklist before a release: a line a point, with its evidence.") { config, directory, only, skip, json };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var where = SharedOptions.Resolve(composition, parsed.GetValue(directory));
            var points = await new Checklist(composition).RunAsync(where, parsed.GetValue(only)!, parsed.GetValue(skip)!, cancellationToken);
            if (parsed.GetValue(json))
                composition.Terminal.Output.WriteLine(ChecklistDocument.Write(points));
            else
                Write(composition, points);
            return (int)(points.Any(point => point.Outcome is CheckOutcome.Bad) ? ExitCode.Refused : ExitCode.Done);
        });
        return command;
    }

    private static void Write(Composition composition, ImmutableArray<CheckedPoint> points)
    {
        foreach (var point in points)
        {
            composition.Terminal.Output.WriteLine($"{point.Outcome.Word,-14}  {point.Name,-16}  {point.Outcome.Evidence}");
            if (point.Outcome is CheckOutcome.Bad { Hint: { } hint })
                composition.Terminal.Output.WriteLine($"{"",-34}  hint: {hint}");
        }
    }

    private static string SentNow(Plan all, Plan now) => now.Consignments.Length == all.Consignments.Length
        ? ""
        : $"; a release now would send {now.Consignments.Length} of them (to see why: drayage plan)";
}
