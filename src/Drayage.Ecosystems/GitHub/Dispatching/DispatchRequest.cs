using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Drayage.Ecosystems.GitHub.Interface;
using Drayage.Model.Delivery;
using Drayage.Model.Events;
using Drayage.Pipeline.Announcing;

namespace Drayage.Ecosystems.GitHub.Dispatching;

/// <summary>The request that starts workflows (REST, "Create a repository dispatch event" and "Create a workflow dispatch event").</summary>
/// <param name="Address">Where it is posted.</param>
/// <param name="Body">JSON.</param>
internal sealed record DispatchRequest(Uri Address, byte[] Body)
{
    /// <summary>GitHub refuses a client_payload of 64 KiB, and inputs of more than 65,535 characters.</summary>
    public const int LargestPayload = 64 * 1024 - 1;

    /// <param name="api">Base address of the REST interface.</param>
    /// <exception cref="Pipeline.Publishing.DeliveryException">The event is too large for GitHub even without its components.</exception>
    public static DispatchRequest Of(Uri api, Consignment consignment, ReleaseEvent told)
    {
        var options = DispatchOptions.Of(consignment.Options);
        var place = new RepositorySite(api, consignment.Address);
        return options.Workflow is { } workflow
            ? new DispatchRequest(place.WorkflowDispatches(workflow), Workflow(options, told))
            : new DispatchRequest(place.Dispatches, Repository(options, told));
    }

    /// <summary>One key of the payload holds the event, so that no later field of it can exceed the 10 keys that GitHub takes.</summary>
    private static byte[] Repository(DispatchOptions options, ReleaseEvent told)
    {
        var payload = FittedEvent.Write(told, LargestPayload, fitted => Json(json =>
        {
            json.WriteStartObject();
            json.WritePropertyName("event");
            json.WriteRawValue(EventCodec.Write(fitted));
            json.WriteEndObject();
        }));
        return Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("event_type", options.EventType ?? told.Type);
            json.WritePropertyName("client_payload");
            json.WriteRawValue(payload);
            json.WriteEndObject();
        });
    }

    private static byte[] Workflow(DispatchOptions options, ReleaseEvent told)
    {
        var inputs = FittedEvent.Write(told, LargestPayload, fitted => Json(json =>
        {
            json.WriteStartObject();
            foreach (var (name, word) in options.Inputs)
                json.WriteString(name, DispatchInputs.Of(fitted, word));
            json.WriteEndObject();
        }));
        return Json(json =>
        {
            json.WriteStartObject();
            json.WriteString("ref", options.Ref);
            json.WritePropertyName("inputs");
            json.WriteRawValue(inputs);
            json.WriteEndObject();
        });
    }

    // Within an input every quotation mark of the event is escaped: by one character, not by six.
    private static byte[] Json(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
            write(json);
        return bytes.WrittenSpan.ToArray();
    }
}
