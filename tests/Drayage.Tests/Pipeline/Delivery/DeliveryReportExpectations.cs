using Drayage.Pipeline.Delivery;
using Drayage.Pipeline.Publishing;
using Xunit;

namespace Drayage.Tests.Pipeline.Delivery;

/// <summary>What tests expect of a delivery of one consignment.</summary>
internal static class DeliveryReportExpectations
{
    /// <summary>Fails the test, with what went wrong, unless everything was delivered.</summary>
    public static void AssertComplete(this DeliveryReport report) => Assert.True(report.IsComplete, string.Join('\n', report.Outcomes
        .OfType<ConsignmentOutcome.Failed>()
        .Select(failed => $"{failed.Error.Message}\n{failed.Error.Because}")));

    /// <summary>The failure of the only consignment.</summary>
    public static DeliveryException Failure(this DeliveryReport report) =>
        Assert.IsType<ConsignmentOutcome.Failed>(Assert.Single(report.Outcomes)).Error;
}
