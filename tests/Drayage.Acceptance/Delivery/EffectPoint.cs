using System.Collections.Immutable;
using Drayage.Registries.Faults;
using Drayage.Registries.Faults.Scripts;

namespace Drayage.Acceptance.Delivery;

/// <summary>An instant of a release: the so manyth request of a kind has been carried out, and is not answered yet.</summary>
internal sealed record EffectPoint(string Protocol, string Place, string Operation, string Method, int Occurrence)
{
    public static ImmutableArray<string> Changing { get; } = ["POST", "PUT", "PATCH", "DELETE"];

    /// <summary>All such instants of a release whose changing requests these were.</summary>
    public static ImmutableArray<EffectPoint> Of(IEnumerable<FaultHit> requests) =>
    [
        .. from request in requests
           group request by (request.Operation, request.Method) into kind
           from occurrence in Enumerable.Range(1, kind.Count())
           let operation = kind.Key.Operation
           orderby operation.Protocol, operation.Place, operation.Name, kind.Key.Method, occurrence
           select new EffectPoint(operation.Protocol, operation.Place, operation.Name, kind.Key.Method, occurrence),
    ];

    /// <summary>Withholds the answer there.</summary>
    public FaultRule Hold() => new()
    {
        Route = new FaultRoute { Protocol = Protocol, Places = [Place], Operations = [Operation], Methods = [Method] },
        Occurrence = new Occurrence { From = Occurrence, Count = 1 },
        Action = new FaultAction.Hold(TimeSpan.FromHours(1)),
    };

    public override string ToString() => $"{Protocol} {Place} {Operation} {Method} {Occurrence}";
}
