using System.Collections.Immutable;
using Drayage.Model.Detection;
using Drayage.Model.Versions;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Publishing;

namespace Drayage.Tests.Pipeline.StandIns;

/// <summary>A small product: four ecosystems, one kind of destination.</summary>
internal static class StandInParts
{
    public static ImmutableArray<IEcosystem> Ecosystems { get; } =
    [
        new StandInEcosystem(EcosystemName.Cargo, NativeSpelling.Cargo),
        new StandInEcosystem(EcosystemName.Go, NativeSpelling.Go),
        new StandInEcosystem(EcosystemName.Python, NativeSpelling.Pep440),
        new StandInEcosystem(EcosystemName.Container, NativeSpelling.OciTag),
    ];

    public static ImmutableArray<IDestinationKind> Kinds { get; } = [new StandInDestination("shelf")];

    public static ConfigurationFile Configuration { get; } = new(Ecosystems, Kinds);
}
