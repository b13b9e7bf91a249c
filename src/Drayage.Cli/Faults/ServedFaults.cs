using Drayage.Registries.Faults;
using Drayage.Registries.Hosting;

namespace Drayage.Cli.Faults;

/// <summary>The faults of <c>drayage serve</c>.</summary>
internal static class ServedFaults
{
    /// <param name="composition">Where each fault is told of.</param>
    /// <param name="text">What <c>--faults</c> says; null for none.</param>
    /// <param name="cancellationToken">Ends the reading of a file.</param>
    public static async Task<Func<RegistryServerOptions, RegistryServerOptions>> LoadAsync(Composition composition, string? text, CancellationToken cancellationToken)
    {
        if (text is null)
            return options => options;
        var script = await FaultChoice.Parse(text, composition.Environment.CurrentDirectory).LoadAsync(cancellationToken);
        composition.Terminal.Error.WriteLine($"faults: {script.Name}");
        return options => options with { Faults = [new ScriptedFaults(script, composition.Clock, hit => composition.Terminal.Error.WriteLine(Describe(hit)))] };
    }

    private static string Describe(FaultHit hit) =>
        $"fault {hit.Number}: {hit.Fault} at {hit.Operation.Protocol} {hit.Operation.Name} ({hit.Method} {hit.Target}){(hit.WasCarriedOut ? ", which was carried out" : "")}";
}
