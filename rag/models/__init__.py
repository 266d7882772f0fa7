"""Chat models: how one is opened (`chat`), served by others (`remote`, `several`) or by us (`embedded`), cancelled
(`cancel`), what it can read (`capacity`) and what its failures mean (`failures`); the small readers (`readers`)."""
