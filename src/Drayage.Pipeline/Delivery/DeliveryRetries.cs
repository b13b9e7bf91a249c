using Drayage.Pipeline.Publishing;
using Polly;
using Polly.Retry;

namespace Drayage.Pipeline.Delivery;

/// <summary>Tries again what failed for the moment, as patiently as asked, and as late as the destination says.</summary>
internal static class DeliveryRetries
{
    public static ResiliencePipeline Of(DeliveryPatience patience, TimeProvider clock)
    {
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = clock };
        if (patience.Limit is { } limit)
            pipeline.AddTimeout(limit);
        if (patience.Tries > 1)
            pipeline.AddRetry(Again(patience));
        return pipeline.Build();
    }

    private static RetryStrategyOptions Again(DeliveryPatience patience) => new()
    {
        ShouldHandle = new PredicateBuilder().Handle<DeliveryException>(failed =>
            failed.Failure == DeliveryFailure.Transient && !failed.WasRetried && (failed.RetryAfter ?? TimeSpan.Zero) <= patience.LongestDelay),
        MaxRetryAttempts = patience.Tries - 1,
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        Delay = patience.FirstDelay,
        DelayGenerator = failed => ValueTask.FromResult((failed.Outcome.Exception as DeliveryException)?.RetryAfter),
    };
}
