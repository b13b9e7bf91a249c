using System.CommandLine;
using Drayage.Cli.Runs;

namespace Drayage.Cli.Commands;

/// <summary>Which part of a release a run delivers.</summary>
internal sealed class SelectionOptions
{
    private readonly Option<string[]> only = new("--only")
    {
        Description = "Only this component, destination or consignment; may be repeated.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> skip = new("--skip")
    {
        Description = "All but this component, destination or consignment; may be repeated.",
        DefaultValueFactory = _ => [],
    };

    public void AddTo(Command command)
    {
        command.Add(only);
        command.Add(skip);
    }

    public Selection Of(ParseResult parsed) => new([.. parsed.GetValue(only)!], [.. parsed.GetValue(skip)!]);
}
