using System.Collections.Immutable;
using Drayage.Ecosystems.Go;
using Drayage.Pipeline.Composition;
using Drayage.Pipeline.Configuration;
using Drayage.Pipeline.Configuration.Init;
using Drayage.Pipeline.Detection;
using Drayage.Pipeline.Publishing;

namespace Drayage.Tests.Pipeline;

/// <summary>Every ecosystem, destination kind and detector that the product has, whether or not the composition root names it.</summary>
internal static class LandedParts
{
    public static ImmutableArray<IEcosystem> Ecosystems { get; } = [.. All<IEcosystem>().OrderBy(e => e.Name, StringComparer.Ordinal)];

    public static ImmutableArray<IDestinationKind> Kinds { get; } = [.. All<IDestinationKind>().OrderBy(k => k.Kind, StringComparer.Ordinal)];

    public static ConfigurationFile Configuration { get; } = new(Ecosystems, Kinds);

    public static ConfigurationDraft Draft { get; } = new(Ecosystems, Kinds);

    public static DetectionStage Detection { get; } = new([.. All<IDetector>().OrderBy(d => d.Ecosystem, StringComparer.Ordinal)]);

    private static IEnumerable<T> All<T>() => typeof(GoEcosystem).Assembly.GetTypes()
        .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(T)) && type.GetConstructor([]) is not null)
        .Select(type => (T)Activator.CreateInstance(type)!);
}
