using Drayage.Model.Planning;
using static Drayage.Sealing.Waybills.Omission;

namespace Drayage.Sealing.Waybills;

/// <summary>Between the configuration of an image and its part of a recipe.</summary>
internal static class ContainerConfigCodec
{
    public static ContainerConfigDocument ToDocument(ContainerConfig config) => new()
    {
        Entrypoint = OrNull(config.Entrypoint),
        Command = OrNull(config.Command),
        Environment = OrNull(config.Environment),
        User = config.User,
        WorkingDirectory = config.WorkingDirectory,
        ExposedPorts = OrNull(config.ExposedPorts),
        Volumes = OrNull(config.Volumes),
        StopSignal = config.StopSignal,
        Healthcheck = config.Healthcheck is { } check ? ToDocument(check) : null,
        Labels = OrNull(config.Labels),
    };

    public static ContainerConfig FromDocument(ContainerConfigDocument config) => new()
    {
        Entrypoint = config.Entrypoint ?? [],
        Command = config.Command ?? [],
        Environment = OrEmpty(config.Environment),
        User = config.User,
        WorkingDirectory = config.WorkingDirectory,
        ExposedPorts = config.ExposedPorts ?? [],
        Volumes = config.Volumes ?? [],
        StopSignal = config.StopSignal,
        Healthcheck = config.Healthcheck is { } check ? FromDocument(check) : null,
        Labels = OrEmpty(config.Labels),
    };

    private static HealthcheckDocument ToDocument(ImageHealthcheck check) => new()
    {
        Test = check.Test,
        Interval = Nanoseconds(check.Interval),
        Timeout = Nanoseconds(check.Timeout),
        StartPeriod = Nanoseconds(check.StartPeriod),
        Retries = check.Retries,
    };

    private static ImageHealthcheck FromDocument(HealthcheckDocument check) => new()
    {
        Test = check.Test,
        Interval = Span(check.Interval),
        Timeout = Span(check.Timeout),
        StartPeriod = Span(check.StartPeriod),
        Retries = check.Retries,
    };

    private static long? Nanoseconds(TimeSpan? span) => span?.Ticks * TimeSpan.NanosecondsPerTick;

    private static TimeSpan? Span(long? nanoseconds) => nanoseconds is { } count ? TimeSpan.FromTicks(count / TimeSpan.NanosecondsPerTick) : null;
}
